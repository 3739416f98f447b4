import type { UntypedObject } from '../gateway/objects.ts'
import type { FieldPath, Position } from './positions.ts'

/** One object of a file. Its namespace is filled in as kubectl does. */
export interface Document {
  readonly object: UntypedObject
  readonly file: string
  /** Which YAML or JSON document of the file it is in, from 0; the items of a List share one. */
  readonly index: number
  /** Where it begins, from 1. */
  readonly line: number
  /** Where a field is; where it is not written, the nearest thing that would hold it. Worked out when asked. */
  readonly position: (path: FieldPath) => Position
}

/** Something in the input that is no object, and that did not keep the rest from being read. */
export interface Problem {
  readonly file: string
  /** From 1; absent where the whole file is meant. */
  readonly line?: number
  readonly column?: number
  readonly message: string
}

export interface Documents {
  readonly documents: readonly Document[]
  readonly problems: readonly Problem[]
}

/** `file:line:column: message`, as compilers write it. */
export function problemText({ file, line, column, message }: Problem): string {
  return `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}`
}
