import type { Look } from '../../gateway/status-steps.ts'
import type { Condition } from '../condition.ts'
import type { DefaultGateways } from '../default-gateways.ts'

/** Who writes a status, and how well that is known. */
export interface Decider {
  /** Left out: a mesh, which serves Services without a class. */
  readonly className?: string
  readonly controllerName: string
  /** `Envoy Gateway 1.9` */
  readonly title: string
  readonly version: string
  /** No version was configured: this one is assumed. */
  readonly assumed: boolean
}

/** Why nothing is written. */
export type Silence =
  | {
      readonly because:
        | 'kind without status'
        | 'kind not predicted'
        | 'unused'
        | 'listener sets not read'
        | 'set not let in'
        | 'route kind not read'
        | 'nothing written'
    }
  | { readonly because: 'class absent' | 'class not known' | 'class refused'; readonly className: string }
  | { readonly because: 'foreign controller'; readonly className: string; readonly controllerName: string }
  | { readonly because: 'not predicted yet'; readonly title: string }
  /** The parent, or the Gateway of the ListenerSet that is. */
  | { readonly because: 'parent absent' | 'parent not known'; readonly parent: string }
  | { readonly because: 'parent refused'; readonly parent: string; readonly reason: string }
  | { readonly because: 'foreign parent'; readonly kind: string }
  /** What becomes of a route at Gateways that it does not name. */
  | { readonly because: 'default Gateways'; readonly scope: string; readonly state: DefaultGateways['state'] }
  /** What the controller leaves alone, in the words of the code that decides it. */
  | { readonly because: 'unwritten'; readonly why: string }
  /** Another parentRef writes the same entry of the status after it. */
  | { readonly because: 'written over'; readonly by: string }

export interface ExplainedCondition extends Condition {
  /** What was looked at on the way, in that order. */
  readonly steps: readonly Look[]
}

/** A status, or a part of one, with what led to it. */
export interface Explained {
  readonly decider?: Decider
  /** Present where nothing is written. */
  readonly silence?: Silence
  /** All that was looked at, in that order. */
  readonly steps: readonly Look[]
  readonly conditions: readonly ExplainedCondition[]
}

export interface ExplainedPart extends Explained {
  readonly what: 'parent' | 'listener' | 'ancestor'
  /** `Gateway infra/edge, section http`; of a listener its name. */
  readonly title: string
  /** Of a parent: `spec.parentRefs[0]`, or `spec.useDefaultGateways` for those that are not named. */
  readonly path?: string
}

/** Why an object gets the status that it gets. */
export interface Explanation extends Explained {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly parts: readonly ExplainedPart[]
}

/** What is explained of an object, without its name. */
export type Body = Explained & Pick<Explanation, 'parts'>

export function silent(silence: Silence, more: Partial<Body> = {}): Body {
  return { silence, steps: [], conditions: [], parts: [], ...more }
}
