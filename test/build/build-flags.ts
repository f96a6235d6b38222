/** What `hyper build` asks for where no flag is given. */
export const BUILD_FLAGS = {
  registry: undefined,
  at: undefined,
  visibility: 'public',
  isTolerant: false,
  isClean: false,
} as const;
