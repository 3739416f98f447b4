import type { Readable, Writable } from 'node:stream'

/** What a command may use of its process. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Opened only when it is asked for. */
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** Aborted when the process is asked to end. */
  readonly stop: AbortSignal
  /** Aborted when it is asked a second time. */
  readonly hurry: AbortSignal
}

export interface Command {
  /** Usage, flags and examples, for `portcullis COMMAND --help`. */
  readonly help: string
  /** The exit code where something else than the call is wrong; 1 unless it says otherwise. */
  readonly failed?: number
  /** Resolves to the exit code. */
  run(args: readonly string[], context: CommandContext): Promise<number>
}

/** A call that cannot be carried out as it is written: exit code 2, and no stack. */
export class UsageError extends Error {}
