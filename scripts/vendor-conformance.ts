import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

/** One manifest file, its path as in its module, and its text untouched. */
export interface Manifest {
  readonly file: string
  readonly text: string
}

const TARGET = 'test/data/conformance/manifests.jsonl.gz'
const SUITE = ['base', 'mesh', 'tests']
const SPECIFICATION = ['examples/standard', 'examples/experimental']

/** The YAML files under folders of a module, sorted by path as `kubectl apply --recursive` walks them. Throws where a folder is missing or holds none. */
export function manifestsOf(module: string, folders: readonly string[]): Manifest[] {
  return folders.flatMap((folder) => {
    const files = existsSync(join(module, folder)) ? filesUnder(module, folder) : []
    if (files.length === 0) throw new Error(`${join(module, folder)} holds no YAML: it should be the folder of a Gateway API module`)
    return files.map((file) => ({ file, text: readFileSync(join(module, file), 'utf8') }))
  })
}

/** Walks as Go's filepath.Walk does: the entries of each folder in the order of their names' bytes, a folder's content where its name stands. */
function filesUnder(module: string, folder: string): string[] {
  const entries = readdirSync(join(module, folder), { withFileTypes: true })
  return entries
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesUnder(module, path)
      return entry.name.endsWith('.yaml') ? [path] : []
    })
}

function main([conformance, specification]: readonly string[]): number {
  if (conformance === undefined || specification === undefined) {
    process.stderr.write('usage: node scripts/vendor-conformance.ts CONFORMANCE_MODULE GATEWAY_API_MODULE (two unpacked Go modules)\n')
    return 2
  }
  let manifests: Manifest[]
  try {
    manifests = [...manifestsOf(conformance, SUITE), ...manifestsOf(specification, SPECIFICATION)]
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    return 2
  }
  const lines = manifests.map((manifest) => `${JSON.stringify(manifest)}\n`).join('')
  writeFileSync(join(import.meta.dirname, '..', TARGET), gzipSync(lines, { level: 9 }))
  process.stdout.write(`${TARGET}: ${manifests.length} files\n`)
  return 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2))
