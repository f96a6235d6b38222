/** The icon of the site: a drawer of a card catalogue. */
export const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect x="2" y="5" width="28" height="22" rx="2" fill="#fffdf8" stroke="#1d2027" stroke-width="2"/>
<rect x="2" y="5" width="28" height="6" fill="#8c2b1c"/>
<rect x="10" y="15" width="12" height="5" rx="1" fill="none" stroke="#1d2027" stroke-width="2"/>
</svg>
`;
