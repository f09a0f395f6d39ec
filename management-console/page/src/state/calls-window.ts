import type { CallsWindow } from '../model/calls';
import { Store } from './store';

/** Which calls the pages of caches show; kept from one cache to the next. */
export const callsWindow = new Store<CallsWindow>('lastMinute');
