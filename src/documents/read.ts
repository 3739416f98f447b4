import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { kindOf } from '../gateway/kinds.ts'
import type { Document, Documents, Problem } from './document.ts'

const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1)
const MANIFEST = /\.(?:yaml|yml|json)$/

/** How a file system is looked at: at once, or while others have their turn. */
export interface Look {
  entries(folder: string): Dirent[] | Promise<Dirent[]>
  stat(path: string): Stats | Promise<Stats>
  realpath(path: string): string | Promise<string>
}

const IN_TURNS: Look = {
  entries: (folder) => readdir(folder, { withFileTypes: true }),
  stat: (path) => stat(path),
  realpath: (path) => realpath(path),
}

/**
 * The manifest files at a path, sorted. A file is taken whatever its name; of a folder, at any depth, what ends in .yaml, .yml or .json and is
 * neither hidden nor under node_modules. Symbolic links are followed, a folder that contains itself only once. Never rejects.
 */
export async function filesAt(
  path: string,
  look: Look = IN_TURNS,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const seen = new Set<string>()
  const walk = async (at: string, real: string): Promise<string[]> => {
    try {
      if (seen.has(real)) return []
      seen.add(real)
      const entries = (await look.entries(at)).filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      const files: string[] = []
      for (const entry of entries.sort(byName)) files.push(...(await found(join(at, entry.name), entry, join(real, entry.name))))
      return files
    } catch (error) {
      problems.push(unreadable(at, error))
      return []
    }
  }
  // Only behind a symbolic link is it unknown what is there.
  const found = async (at: string, entry?: Dirent, real?: string): Promise<string[]> => {
    try {
      const isKnown = entry !== undefined && !entry.isSymbolicLink()
      const what = isKnown ? entry : await look.stat(at)
      if (what.isDirectory()) return await walk(at, isKnown && real !== undefined ? real : await look.realpath(at))
      // A pipe that is named may be read; one that lies about would be waited for without end.
      return entry === undefined || (MANIFEST.test(at) && what.isFile()) ? [at] : []
    } catch (error) {
      problems.push(unreadable(at, error))
      return []
    }
  }
  return { files: (await found(path)).sort(), problems }
}

/** The same object twice: the first stays, and each later one is a problem that names both places. */
export function firstOfEach(documents: readonly Document[]): Documents {
  const first = new Map<string, Document>()
  const problems: Problem[] = []
  const kept = documents.filter((document) => {
    const { object, file } = document
    if (object.metadata.name === '') return true
    const key = objectKey(document)
    const before = first.get(key)
    if (before === undefined) return first.set(key, document)
    const { line, column } = document.position([])
    problems.push({ file, line, column, message: `${objectName(document)} is in ${before.file}:${before.line} already: this one is left out` })
    return false
  })
  return { documents: kept, problems }
}

/** What makes two documents the same object: group, kind, namespace and name; the version does not. */
export function objectKey({ object: { apiVersion, kind, metadata } }: Document): string {
  const slash = apiVersion.indexOf('/')
  return [slash < 0 ? '' : apiVersion.slice(0, slash), kind, metadata.namespace ?? '', metadata.name].join('\0')
}

function objectName({ object: { apiVersion, kind, metadata } }: Document): string {
  const namespaced = kindOf(apiVersion, kind)?.namespaced ?? metadata.namespace !== undefined
  return `${kind} ${namespaced ? `${metadata.namespace ?? 'default'}/` : ''}${metadata.name}`
}

const MISSING = 'there is no such file or folder'

/** Whether the problem is that nothing is there. */
export function isMissing({ message }: Problem): boolean {
  return message === MISSING
}

/** Why a file or folder could not be read, for a person. */
export function unreadable(file: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return { file, message: MISSING }
  if (code === 'EACCES') return { file, message: 'cannot be read: permission denied' }
  return { file, message: `cannot be read: ${message}` }
}
