import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { cycles, describeViolation, FLOORS, violations } from './architecture/floors.ts'
import { codeOnly, importsOf } from './architecture/source.ts'

const MOST_LINES = 400

describe('the house', () => {
  const src = fileURLToPath(new URL('../src/', import.meta.url))
  const files = globSync('**/*.ts', { cwd: src }).sort()
  const sources = new Map(files.map((file) => [file, readFileSync(src + file, 'utf8')]))

  test('was read', () => {
    expect(files).toContain('gateway/kinds.ts')
    expect(files.length).toBeGreaterThan(40)
  })

  test('every floor imports only from below and knows nothing that it may not', () => {
    expect(violations(sources).map(describeViolation)).toEqual([])
  })

  test('no file imports itself, however far around', () => {
    expect(cycles(sources).map((cycle) => cycle.join(' -> '))).toEqual([])
  })

  test(`no source file is above ${MOST_LINES} lines (a table of data above that is JSON)`, () => {
    const long = [...sources].map(([file, text]) => [file, text.split('\n').length - 1] as const).filter(([, lines]) => lines > MOST_LINES)
    expect(long.map(([file, lines]) => `${file}: ${lines} lines`)).toEqual([])
  })
})

/** A fake file, what stands in it, and what has to be said of it; nothing means that it is right. */
const cases: readonly (readonly [file: string, text: string, ...expected: RegExp[]])[] = [
  ['gateway/a.ts', "import { x } from '../prediction/x.ts'", /gateway \(floor 1\) may not import prediction \(floor 2\)/],
  ['gateway/a.ts', "import type { X } from '../cli/x.ts'", /type import '\.\.\/cli\/x\.ts'.*floor 7/],
  ['gateway/a.ts', "export type { X } from '../tls/x.ts'", /gateway \(floor 1\) may not import tls \(floor 1\)/],
  ['gateway/a.ts', "export type X = import('../engine/x.ts').X", /type import.*engine \(floor 4\)/],
  ['gateway/a.ts', "type X = Array<import(\n  '../engine/x.ts').X>", /engine \(floor 4\)/],
  ['gateway/a.ts', "import { readFileSync } from 'node:fs'", /nothing of node/],
  ['gateway/a.ts', "import type { V1Service } from '@kubernetes/client-node'"],
  ['gateway/a.ts', "import { type V1Service } from '@kubernetes/client-node'", /only types/, /elsewhere write import type/],
  ['gateway/a.ts', "export const x = import('@kubernetes/client-node')", /lazy import.*only types/, /elsewhere write import type/],
  ['gateway/a.ts', "import { x } from '../telemetry/x.ts'", /floor 1/],
  ['prediction/a.ts', "import { x } from '../gateway/x.ts'"],
  ['prediction/a.ts', "import { x } from '../implementations/x.ts'", /prediction \(floor 2\) may not import implementations \(floor 2\)/],
  ['prediction/a.ts', "import { x } from '../rules/x.ts'", /rules \(floor 3\)/],
  ['prediction/a.ts', "import { x } from '../telemetry/x.ts'", /prediction may not know telemetry/],
  ['prediction/a.ts', 'export const now = () => Date.now()', /prediction\/a\.ts:1: Date\.now: .*pure/],
  ['prediction/a.ts', '\nexport const now = () => new Date()', /prediction\/a\.ts:2: new Date\(/],
  ['implementations/a.ts', "import { x } from '../prediction/x.ts'", /floor 2/],
  ['cluster/a.ts', "import { x } from '../documents/x.ts'", /cluster \(floor 2\) may not import documents \(floor 2\)/],
  ['cluster/a.ts', "import { x } from '../tls/ports.ts'"],
  ['cluster/a.ts', "const { KubeConfig } = await import('@kubernetes/client-node')", /only by cluster\/connection\.ts/],
  ['cluster/connection.ts', "const { KubeConfig } = await import('@kubernetes/client-node')"],
  ['cluster/connection.ts', "import { KubeConfig } from '@kubernetes/client-node'", /slow to load/],
  ['cluster/a.ts', 'export const home = process.env.HOME', /process\.env: is read only/],
  ['cluster/a.ts', "import { env } from 'node:process'", /process belongs to main\.ts/],
  ['config/a.ts', "import { x } from '../implementations/x.ts'", /config \(floor 2\) may not import implementations/],
  ['rules/route/a.ts', "import { x } from '../finding.ts'"],
  ['rules/route/a.ts', "import { x } from '../../prediction/x.ts'"],
  ['rules/route/a.ts', "import { x } from '../../engine/x.ts'", /rules \(floor 3\) may not import engine/],
  ['rules/route/a.ts', "import { x } from '../../config/x.ts'", /rules may not know config/],
  ['rules/route/a.ts', "import { x } from '../../documents/x.ts'", /rules may not know documents/],
  ['rules/route/a.ts', 'export async function f() { await g() }', /await/],
  ['rules/route/a.ts', 'setTimeout(f, 1); fetch(url); console.log(process.argv)', /: process:/, /console\./, /timers/, /fetch\(/],
  ['defaulters/a.ts', "import { x } from '../rules/x.ts'", /defaulters \(floor 3\) may not import rules \(floor 3\)/],
  ['engine/a.ts', "import { x } from '../rules/x.ts'"],
  ['engine/a.ts', "import { x } from '../cluster/x.ts'", /engine may not know cluster/],
  ['engine/a.ts', "import { x } from '../webhook/x.ts'", /floor 6/],
  ['engine/a.ts', "import { load } from 'js-yaml'", /only types/],
  ['report/a.ts', "import { x } from '../config/x.ts'", /report may not know config/],
  ['report/a.ts', "import { x } from '../audit/x.ts'", /floor 6/],
  ['webhook/a.ts', "import { x } from '../audit/x.ts'", /webhook \(floor 6\) may not import audit \(floor 6\)/],
  ['webhook/a.ts', "import { x } from '../engine/x.ts'\nimport fastify from 'fastify'"],
  ['cli/a.ts', "import { x } from '../webhook/x.ts'\nexport const home = process.env.HOME"],
  ['cli/a.ts', "import { x } from '../main.ts'", /cli \(floor 7\) may not import main\.ts \(floor 8\)/],
  ['cli/a.ts', "import pkg from '../../package.json' with { type: 'json' }", /leaves src\//],
  ['cli/a.ts', 'export const load = (name: string) => import(name)', /must name what it imports/],
  ['main.ts', "import { x } from './cli/x.ts'"],
  ['common/a.ts', 'export const x = 1', /common: stands on no floor/],
  ['cli/a.ts', "import { x } from '../common/a.ts'", /common stands on no floor/],
]

describe('the checker', () => {
  test.each(cases.map(([file, text, ...expected]) => ({ file, text, expected })))('$file: $text', ({ file, text, expected }) => {
    const found = violations(new Map([[file, text]])).map(describeViolation)
    expect(found).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
  })

  test('a case exists for every floor', () => {
    expect(Object.keys(FLOORS).filter((folder) => !cases.some(([file, text]) => file.startsWith(folder) || text.includes(`/${folder}/`)))).toEqual([])
  })

  test('one implementation may not import another, but may import what they share', () => {
    const table = "import type { ImplementationDefinition } from './definition.ts'\nimport { since } from './version.ts'\n"
    const shared = { 'implementations/version.ts': 'export const since = 1', 'implementations/definition.ts': '', 'implementations/kic.ts': table }
    const check = (more: Record<string, string>) => violations(new Map(Object.entries({ ...shared, ...more }))).map(describeViolation)
    expect(check({ 'implementations/index.ts': "import { kic } from './kic.ts'" })).toEqual([])
    expect(check({ 'implementations/istio.ts': `${table}import { kic } from './kic.ts'` })).toEqual([
      "implementations/istio.ts: import './kic.ts': one implementation may not know another",
    ])
  })

  test('words in comments, strings and regular expressions are no code', () => {
    const text = `
      // await process.exit
      /* console.log
         Date.now() */
      const a = 'await' + "console." + \`fetch( \${ b / c } await \${ \`process\` }\`
      const r = /await ["'] fetch\\( [/]/
      const d = b / c / e // Date.now`
    expect(violations(new Map([['engine/a.ts', text]])).map(describeViolation)).toEqual([])
    const inTemplate = violations(new Map([['engine/a.ts', `const a = \`x \${ { n: Date.now() }.n } y\``]]))
    expect(inTemplate.map(describeViolation)).toEqual([expect.stringMatching(/Date\.now/)])
    expect(codeOnly(text)).toHaveLength(text.length)
    expect(importsOf("// import type { X } from './x.ts'\nconst s = \"import('./y.ts')\"")).toEqual([])
  })

  test('cycles are found, through types as well, and told as a path', () => {
    const sources = new Map([
      ['gateway/a.ts', "import { b } from './b.ts'"],
      ['gateway/b.ts', "import type { C } from './c/c.ts'"],
      ['gateway/c/c.ts', "import { a } from '../a.ts'"],
      ['gateway/d.ts', "import { a } from './a.ts'"],
    ])
    expect(cycles(sources)).toEqual([['gateway/a.ts', 'gateway/b.ts', 'gateway/c/c.ts', 'gateway/a.ts']])
    sources.set('gateway/c/c.ts', '')
    expect(cycles(sources)).toEqual([])
  })
})
