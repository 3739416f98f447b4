import { readFile } from 'node:fs/promises'
import type { Documents } from '../../src/documents/document.ts'
import { parseDocuments } from '../../src/documents/parse.ts'
import { filesAt, firstOfEach } from '../../src/documents/read.ts'

/** Every object in files and folders, each once, as the doors find them; rejects where a file that is there cannot be read. */
export async function readDocuments(paths: readonly string[]): Promise<Documents> {
  const found = await Promise.all(paths.map((path) => filesAt(path)))
  const files = [...new Set(found.flatMap(({ files }) => files))]
  const read = await Promise.all(files.map(async (file) => parseDocuments(await readFile(file, 'utf8'), file)))
  const unique = firstOfEach(read.flatMap(({ documents }) => documents))
  const problems = [...found, ...read, unique].flatMap((one) => one.problems)
  return { documents: unique.documents, problems }
}
