import { Box, Text, useInput } from 'ink';
import { useCallback, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { PressedKey } from './dashboard-keys.ts';
import type { DashboardModel, FrameLine } from './dashboard-model.ts';
import { PanelTabs } from './panel-tabs.tsx';

export interface DashboardProps {
  readonly model: DashboardModel;
  /** False where `NO_COLOR` is set: then marks alone say what is chosen. */
  readonly isStyled: boolean;
  readonly leave: () => void;
  /** Ctrl-C. */
  readonly interrupt: () => void;
}

/** Draws the frames of the model, and gives it the keys. */
export function Dashboard({ model, isStyled, leave, interrupt }: DashboardProps): ReactNode {
  const { title, tabs, lines, page, footer } = useSyncExternalStore(model.subscribe, model.frame);
  const press = useCallback(
    (text: string, key: PressedKey): void => {
      const asked = model.press(text, key);
      if (asked === 'leave') leave();
      if (asked === 'interrupt') interrupt();
    },
    [model, leave, interrupt],
  );
  useInput(press);
  return (
    <Box flexDirection="column">
      <Text wrap="truncate-end" bold={isStyled}>
        {title}
      </Text>
      <PanelTabs tabs={tabs} isStyled={isStyled} />
      <Text> </Text>
      <Box flexDirection="column" height={page} overflow="hidden">
        {lines.map((line, index) => (
          <DashboardLine key={index} line={line} isStyled={isStyled} />
        ))}
      </Box>
      <Text wrap="truncate-end" dimColor={isStyled}>
        {footer}
      </Text>
    </Box>
  );
}

function DashboardLine({
  line: { text, kind },
  isStyled,
}: {
  readonly line: FrameLine;
  readonly isStyled: boolean;
}): ReactNode {
  return (
    <Text wrap="truncate-end" bold={isStyled && kind === 'head'} inverse={isStyled && kind === 'chosen'}>
      {text === '' ? ' ' : text}
    </Text>
  );
}
