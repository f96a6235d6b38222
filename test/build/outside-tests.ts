/** What stands for `vitest` in a script of the tests, whose folders go with the folder that it lies in. */
export function afterAll(): void {
  // Nobody comes after a script that is killed.
}
