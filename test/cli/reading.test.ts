import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startReading } from '../../src/cli/input/reading.ts'
import { findSources } from '../../src/cli/input/sources.ts'
import type { Documents } from '../../src/documents/document.ts'

const MANY = 200
const dir = mkdtempSync(join(tmpdir(), 'portcullis-reading-'))
afterAll(() => rmSync(dir, { recursive: true }))

const route = (n: number, more = '') => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r${n}${more}}
spec:
  parentRefs: [&edge {name: edge}, *edge]
  rules: []
`

/** What a file may hold, by turns. */
const TEXTS: readonly ((n: number) => string | Buffer)[] = [
  (n) => route(n),
  (n) => `# one\n${route(n)}---\n\n---\n${route(n, '-b')}`,
  (n) => `kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: s${n}}, spec: {ports: [{port: .inf}]}}\n- 7\n`,
  (n) => JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: `j${n}`, labels: { ['__proto__']: 'own' } } }),
  () => 'kind: [unclosed',
  () => Buffer.from([0xff, 0xfe, 0]),
  (n) => `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n${n}"}}\n{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"m${n}"}}`,
]

for (let n = 0; n < MANY; n++) writeFileSync(join(dir, `${String(n).padStart(3, '0')}.yaml`), TEXTS[n % TEXTS.length]?.(n) ?? '')

const context = { env: {}, stop: new AbortController().signal, stdin: process.stdin }

/** All that can be asked of what was read. */
function told({ documents, problems }: Documents): unknown {
  const paths = [[], ['metadata', 'name'], ['spec', 'parentRefs', 1], ['spec', 'ports', 0, 'port']]
  return { problems, documents: documents.map(({ object, file, index, line, position }) => ({ object, file, index, line, at: paths.map(position) })) }
}

describe('many files', () => {
  it('are read by two threads as by one, in their order, whatever they hold', async () => {
    const { sources } = await findSources([dir], context)
    const gone = { file: join(dir, 'gone.yaml'), isFile: true, read: () => Promise.reject(new Error('is read by name')) }
    const both = await startReading([...sources, gone], true)()
    const alone = await Promise.all(sources.map((source) => source.read()))
    expect(both.slice(0, -1).map(told)).toEqual(alone.map(told))
    expect(both.at(-1)?.problems).toEqual([{ file: gone.file, message: 'there is no such file or folder' }])
    expect(alone.flatMap(({ documents }) => documents).length).toBeGreaterThan(MANY / 2)
  })

  it('where something else is among them, or few, are read one by one', async () => {
    const { sources } = await findSources([dir], context)
    const other = { file: '<stdin>', isFile: false, read: async () => ({ documents: [], problems: [{ file: '<stdin>', message: 'was asked' }] }) }
    expect((await startReading([...sources, other], true)()).at(-1)?.problems).toEqual([{ file: '<stdin>', message: 'was asked' }])
    expect((await startReading(sources.slice(0, 2), true)()).length).toBe(2)
    expect((await startReading(sources, false)()).map(told)).toEqual((await startReading(sources, true)()).map(told))
  })
})
