import type { Fields } from './shape.ts'
import type { StatusStep } from './status-steps.ts'

/** What is inside a certificate and its key, or why the pair is none. Times are milliseconds since 1970. */
export type KeyPairFacts =
  | { readonly problem: string }
  | {
      readonly problem?: undefined
      /** The narrowest time in which every certificate of the chain is valid. */
      readonly validFrom: number
      readonly validUntil: number
      /** The algorithm of the leaf's public key. */
      readonly algorithm: string
      /** The DNS names of the leaf, or else its common name. */
      readonly names: readonly string[]
    }

/** Reads a PEM certificate chain and a PEM key. Pure; never throws. */
export type ReadKeyPair = (certificate: string, key: string) => KeyPairFacts

/** What a status depends on beside the objects that a view holds. Each part may be left out: then the answer is the one for an object in order. */
export interface Surroundings {
  /** Milliseconds since 1970; left out, no certificate is too old or too young. */
  readonly now?: number
  /** Left out, the contents of Secrets are not looked at. */
  readonly readKeyPair?: ReadKeyPair
  /** Whether an object of a kind that no view holds is there (an extension's filter, a class's parameters); undefined: not known. */
  readonly exists?: (group: string, kind: string, namespace: string | undefined, name: string) => boolean | undefined
  /** Such an object, where it can be read; undefined where it is not there, or cannot be. */
  readonly read?: (group: string, kind: string, namespace: string | undefined, name: string) => Fields | undefined
  /** Called for each step that is looked at, only where somebody wants to know: a step may be told more than once. */
  readonly trace?: (step: StatusStep) => void
}
