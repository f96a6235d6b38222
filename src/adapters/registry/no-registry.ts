import { HyperError, toOneLine } from '../../core/index.ts';
import { showAddress } from '../git/remote-address.ts';

/** That a place is a built site, where the repository that it was built from is needed. */
export function builtSite(place: string): HyperError {
  return new HyperError(
    'HYPER_SITE_UNTOLD',
    `"${showAddress(place)}" is a built site, and this needs the repository that it was built from`,
    {
      hint: 'name the git repository of the registry; hyper explain HYPER_SITE_UNTOLD lists what a site answers',
    },
  );
}

/** That there is no registry at a place. */
export function missing(place: string): HyperError {
  return new HyperError(
    'HYPER_REGISTRY_MISSING',
    `there is no registry.yaml in "${toOneLine(place)}" or above it`,
    {
      hint: 'change into the registry, name it with --registry, or make one: hyper init DIR',
    },
  );
}
