import type { CaChoices } from '../../gateway/listener-choices.ts'
import { listed, type sayings, type Words } from './row.ts'

/** What is taken for a CA certificate, at one place. */
export const CA = (said: ReturnType<typeof sayings>, what: string): Words<CaChoices> => ({
  kinds: said.kinds(`${what}: kinds`, 'none'),
  keys: said.answer(`${what}: keys`, (keys) => `the first that is there of ${listed(keys, 'none')}`),
  onlyKey: said.either(`${what}: a single key of another name`, 'is taken as well', 'is not taken'),
  contentRead: said.either(`${what}: what is in it`, 'must be a certificate', 'is not looked at'),
  allMustBeGood: said.either(`${what}: a bad reference beside a good one`, 'fails all', 'does not fail the good one'),
  onlyOne: said.either(`${what}: number of references`, 'one', 'any'),
  ofListenerOwner: said.either(
    `${what}: references resolve`,
    'in the namespace of the Gateway or ListenerSet that has the listener, and need its grant',
    'in the namespace of their own object',
  ),
})
