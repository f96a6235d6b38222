import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Tab } from './dashboard-lines.ts';
import type { Tone } from './panel.ts';

/** Of the sixteen that every terminal has. */
const COLOURS: Readonly<Record<Tone, string | undefined>> = {
  plain: undefined,
  warning: 'yellow',
  error: 'red',
};

/** The panels with what each counts. */
export function PanelTabs({
  tabs,
  isStyled,
}: {
  readonly tabs: readonly Tab[];
  readonly isStyled: boolean;
}): ReactNode {
  return (
    <Text wrap="truncate-end">
      {tabs.map(({ text, isChosen, tone }, index) => {
        const colour = isStyled ? COLOURS[tone] : undefined;
        return (
          <Text
            key={index}
            inverse={isStyled && isChosen}
            {...(colour === undefined ? {} : { color: colour })}
          >
            {index === 0 ? text : ` ${text}`}
          </Text>
        );
      })}
    </Text>
  );
}
