import { readFile, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import { type Problem, problemText } from './document.ts'
import { type Held, type Holding, hold, united } from './held.ts'
import { parseDocuments } from './parse.ts'
import { filesAt, isMissing, objectKey, unreadable } from './read.ts'

interface FileState {
  /** Changes with the file; follows it also where the text stays the same. */
  stamp: string
  readonly text: string | undefined
  readonly fresh: readonly Held[]
  /** What the file held before it could not be read any more. */
  readonly retained: readonly Held[]
  readonly problems: readonly Problem[]
}

/** The manifests of a folder from one reading to the next: a file that is broken for the moment keeps what it held. */
export class FolderFiles {
  readonly #dir: string
  #files = new Map<string, FileState>()
  #unlisted: readonly Problem[] = []

  constructor(dir: string) {
    this.#dir = dir
  }

  /** Reads what has changed; true when anything has. `trustStamps` spares the reading of files whose size and times are the same. */
  async read(trustStamps: boolean): Promise<boolean> {
    const { files, problems } = await filesAt(this.#dir)
    const lost = this.#hiddenBehind(problems)
    const next = new Map<string, FileState>()
    let changed = textOf(problems) !== textOf(this.#unlisted)
    for (const file of [...new Set([...files, ...lost])].sort()) {
      const before = this.#files.get(file)
      const state = lost.includes(file) && before ? before : await readFileState(file, before, trustStamps)
      if (state) next.set(file, state)
      changed ||= state !== before
    }
    changed ||= next.size !== this.#files.size
    this.#files = next
    this.#unlisted = problems
    return changed
  }

  /** The known files that are not gone: what they are in cannot be listed, or is itself not there for the moment. */
  #hiddenBehind(problems: readonly Problem[]): readonly string[] {
    const known = [...this.#files.keys()]
    if (problems.some(({ file }) => file === this.#dir)) return known
    const unlisted = problems.filter((problem) => !isMissing(problem))
    return known.filter((file) => unlisted.some((problem) => file === problem.file || file.startsWith(problem.file + sep)))
  }

  contents(): Holding {
    const states = [...this.#files.values()]
    const { held: fresh, problems } = united(states.map((state) => ({ held: state.fresh, problems: state.problems })))
    const keys = new Set(fresh.map(({ document }) => objectKey(document)))
    const retained = states.flatMap((state) => state.retained).filter(({ document }) => !keys.has(objectKey(document)))
    return { held: [...fresh, ...retained], problems: [...this.#unlisted, ...problems] }
  }
}

const textOf = (problems: readonly Problem[]) => problems.map(problemText).join('\n')

async function readFileState(file: string, before: FileState | undefined, trustStamps: boolean): Promise<FileState | undefined> {
  try {
    const { mtimeMs, ctimeMs, size, ino } = await stat(file)
    const stamp = [mtimeMs, ctimeMs, size, ino].join(' ')
    if (trustStamps && before?.stamp === stamp) return before
    const text = await readFile(file, 'utf8')
    if (before?.text === text) {
      // Not a change, but the next look need not read it.
      before.stamp = stamp
      return before
    }
    return stateFrom(file, stamp, text, before)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    const problem = unreadable(file, error)
    if (before?.problems.some(({ message }) => message.startsWith(problem.message))) return before
    return withRetained({ stamp: '', text: undefined, fresh: [], problems: [problem] }, before)
  }
}

function stateFrom(file: string, stamp: string, text: string, before: FileState | undefined): FileState {
  const { held: fresh, problems } = hold(parseDocuments(text, file))
  return withRetained({ stamp, text, fresh, problems }, before)
}

function withRetained(state: Omit<FileState, 'retained'>, before: FileState | undefined): FileState {
  const [first, ...rest] = state.problems
  if (first === undefined || before === undefined) return { ...state, retained: [] }
  const keys = new Set(state.fresh.map(({ document }) => objectKey(document)))
  const retained = [...before.fresh, ...before.retained].filter(({ document }) => !keys.has(objectKey(document)))
  if (retained.length === 0) return { ...state, retained }
  const count = retained.length === 1 ? '1 object that it held before still counts' : `${retained.length} objects that it held before still count`
  return { ...state, retained, problems: [{ ...first, message: `${first.message}; ${count}` }, ...rest] }
}
