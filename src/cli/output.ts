import type { Writable } from 'node:stream'
import type { Document, Problem } from '../documents/document.ts'
import { coloured, type Paint, plain } from '../report/paint.ts'

/** The exit code of what was asked to end before its time, as shells have it for Ctrl-C. */
export const INTERRUPTED = 130

/** Resolves when the text is on its way out of the process; false when nobody reads any more. Rejects where it cannot be written. */
export function write(stream: Writable, text: string): Promise<boolean> {
  if (stream.destroyed) return Promise.resolve(false)
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error) resolve(true)
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') resolve(false)
      else reject(new Error(`the output cannot be written: ${error.message}`))
    })
  })
}

/** Colour for a terminal only; FORCE_COLOR says yes or (0) no, else NO_COLOR says no. */
export function paintFor(stream: Writable & { readonly isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): Paint {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = env
  if (force !== undefined && force !== '') return force === '0' || force === 'false' ? plain : coloured
  return stream.isTTY === true && !none && term !== 'dumb' ? coloured : plain
}

/** What failed while an object was looked at: no fault of the object's. */
export function defectOf(what: string, { object, file, position }: Document, error: unknown): Problem {
  const said = error instanceof Error ? error.message : String(error)
  return { file, ...position([]), message: `${what} failed at this ${object.kind}, which is a defect of Portcullis: ${said}` }
}
