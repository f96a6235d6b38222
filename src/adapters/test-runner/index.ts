export { createTestContext } from './create-test-context.ts';
