/** What was looked at in a step. */
export type StepCheck =
  | 'parameters'
  | 'address'
  | 'let in'
  | 'precedence'
  | 'listeners'
  | 'programmed'
  | 'section'
  | 'port'
  | 'carrier'
  | 'route kind'
  | 'namespace'
  | 'hostname'
  | 'isolation'
  | 'one rule'
  | 'filters'
  | 'matches'
  | 'overlap'
  | 'translation'
  | 'protocol'
  | 'kinds'
  | 'selector'
  | 'tls'
  | 'conflict'
  | 'served'
  | 'kind'
  | 'grant'
  | 'existence'
  | 'content'
  | 'client CA'
  | 'port given'
  | 'port offered'
  | 'dotted name'
  | 'disabled kind'
  | 'external name'
  | 'policy'
  | 'filter values'
  | 'target'
  | 'applies'
  | 'CA'
  | 'attached'
  | 'twin'
  | 'headless'
  | 'waypoint'

/** Something that was looked at on the way to a status, and what came of it. */
export interface Look {
  /** The types of the conditions that rest on it; empty where it is only good to know. */
  readonly on: readonly string[]
  /** What was looked at: `listener http`, `spec.rules[0].backendRefs[1]: Service shop/web`; `''` for the part as a whole. */
  readonly subject: string
  readonly check: StepCheck
  /** What the object asks for; left out where it asks for nothing. */
  readonly asked?: string
  /** What is there to meet it. */
  readonly found?: string
  /** Undefined: it cannot be told, and nothing is held against it. */
  readonly ok: boolean | undefined
}

/** A condition that was set; one that is set again takes the place of the one before. */
export interface Written {
  readonly written: { readonly type: string; readonly status: 'True' | 'False' | 'Unknown'; readonly reason: string }
}

/** A condition that was set and is taken back. */
export interface Dropped {
  readonly dropped: string
}

/** One step in the making of one part of a status. */
export type PartStep = Look | Written | Dropped

export interface StepPlace {
  /** `HTTPRoute shop/web` */
  readonly object: string
  /** Whose conditions it leads to: `''` for the object's own, `listener http`, `Gateway infra/edge` for a parent or ancestor. */
  readonly part: string
}

export type StatusStep = StepPlace & PartStep

/** Takes the steps of one part. */
export type Tell = (step: PartStep) => void
