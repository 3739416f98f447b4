import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dump } from 'js-yaml'
import { crdDefaults } from './crd-defaults.ts'
import { crdTypes } from './crd-types.ts'
import { implementationReference } from './implementation-reference.ts'
import { HEADER } from './manifests/names.ts'
import { rbacObjects } from './manifests/rbac.ts'
import { webhookObjects } from './manifests/webhooks.ts'
import { ruleReference } from './rule-reference.ts'

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

/** Every generated file: its path from the repository root, and its text. */
export function generatedFiles(): Map<string, string> {
  return new Map([
    ['manifests/base/rbac.yaml', yaml(rbacObjects())],
    ['manifests/base/webhooks.yaml', yaml(webhookObjects())],
    ['docs/rules.md', ruleReference()],
    ['docs/implementations.md', implementationReference()],
    ['src/gateway/crd-defaults.json', `${JSON.stringify(crdDefaults(REPOSITORY), null, 2)}\n`],
    ['src/documents/crd-types.json', `${JSON.stringify(crdTypes(REPOSITORY), null, 2)}\n`],
  ])
}

function yaml(objects: readonly object[]): string {
  return HEADER + objects.map((object) => dump(object, { noRefs: true, lineWidth: -1 })).join('---\n')
}

/** The generated files under `root` whose text is not what the code says now. */
export function driftedFiles(root: string): string[] {
  return [...generatedFiles()].filter(([path, text]) => textOf(`${root}/${path}`) !== text).map(([path]) => path)
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Writes what has drifted under `root`, or with `--check` only names it; returns the exit code. */
export function run(args: readonly string[], root: string, out: (line: string) => void, error: (line: string) => void): number {
  const unknown = args.find((arg) => arg !== '--check')
  if (unknown !== undefined) {
    error(`generate: "${unknown}" is no argument: write nothing, or --check to compare only`)
    return 2
  }
  const drifted = driftedFiles(root)
  if (args.includes('--check')) {
    for (const path of drifted) error(`${path} is not what the code says: run \`npm run generate\` and commit the result`)
    return drifted.length > 0 ? 1 : 0
  }
  for (const [path, text] of generatedFiles()) if (drifted.includes(path)) writeFileSync(`${root}/${path}`, text)
  out(drifted.length > 0 ? `written: ${drifted.join(', ')}` : 'nothing to change')
  return 0
}

if (import.meta.main) {
  process.exitCode = run(
    process.argv.slice(2),
    REPOSITORY,
    (line) => process.stdout.write(`${line}\n`),
    (line) => process.stderr.write(`${line}\n`),
  )
}
