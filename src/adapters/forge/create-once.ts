import { isUncertain } from './forge-error.ts';

const MAX_TRIES = 3;

/**
 * Makes something at the forge once: it is looked for first, and again after a failure that leaves open whether it was
 * made. Gives what was found or made. Throws what `make` threw last.
 */
export async function createOnce<Found, Made>(
  find: () => Promise<Found | undefined>,
  make: () => Promise<Made>,
): Promise<Found | Made> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await find();
    if (found !== undefined) return found;
    try {
      return await make();
    } catch (error) {
      if (!isUncertain(error) || attempt === MAX_TRIES) throw error;
    }
  }
}
