import type { Problem } from '../documents/document.ts'
import type { DecidedFinding } from '../engine/verdict.ts'

export interface ReportedObject {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/** A finding with the object that it is about and its place in a file. */
export interface PlacedFinding {
  readonly finding: DecidedFinding
  readonly object: ReportedObject
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What a check of one cluster found. */
export interface Checked {
  readonly files: number
  readonly objects: number
  readonly findings: readonly PlacedFinding[]
  /** What could not be read or judged. */
  readonly errors: readonly Problem[]
}

export interface Counts {
  readonly files: number
  readonly objects: number
  readonly findings: number
  readonly deny: number
  readonly warn: number
  readonly errors: number
}

export function countsOf({ files, objects, findings, errors }: Checked): Counts {
  const deny = findings.filter(({ finding }) => finding.decision === 'deny').length
  return { files, objects, findings: findings.length, deny, warn: findings.length - deny, errors: errors.length }
}

export const NOTHING: Counts = { files: 0, objects: 0, findings: 0, deny: 0, warn: 0, errors: 0 }

export function sum(a: Counts, b: Counts): Counts {
  const names = Object.keys(a) as (keyof Counts)[]
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as Counts
}
