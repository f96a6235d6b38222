import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** Small files that run for long. One that began last would leave the other workers without work until it ends. */
const LONG = [
  'test/docs.test.ts',
  'test/hostile/',
  'test/e2e/',
  'test/unit/operations/build-many-acts.test.ts',
  'test/unit/resolve/',
];

/** Within a project the long files first, in the order in which vitest has them otherwise. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map((one) => one.project.name))];
    return sorted
      .map((file) => ({ file, project: projects.indexOf(file.project.name), isLong: this.isLong(file) }))
      .sort((a, b) => a.project - b.project || Number(b.isLong) - Number(a.isLong))
      .map(({ file }) => file);
  }

  private isLong({ moduleId }: TestSpecification): boolean {
    return LONG.some((path) => moduleId.startsWith(`${this.ctx.config.root}/${path}`));
  }
}
