import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { Folder, GATEWAY_CLASS, GRANT, REFUSED_GATEWAY, SECRET, SERVICE } from './folder.ts'
import { CHECKOUT, OPEN, Running } from './program.ts'

let folder: Folder
beforeEach(() => {
  folder = new Folder()
})
afterEach(() => folder.remove())

const check = (...args: string[]) => folder.run(['check', ...args])
const json = async (...args: string[]) => {
  const { stdout, code } = await check(...args, '-o', 'json')
  return { code, ...JSON.parse(stdout) }
}
/** Each finding as `file:line:column rule decision`. */
const placesOf = (findings: { file: string; line: number; column: number; rule: string; decision: string }[]) =>
  findings.map(({ file, line, column, rule, decision }) => `${file}:${line}:${column} ${rule} ${decision}`)

describe('what is found', () => {
  beforeEach(() => {
    folder.put('a/class.yaml', GATEWAY_CLASS)
    folder.put('a/gateway.yaml', `${SERVICE}---\n${REFUSED_GATEWAY}`)
  })

  it('is told by file and line, with a summary', async () => {
    const { code, stdout, stderr } = await check('a')
    await expect(stdout).toMatchFileSnapshot(join(CHECKOUT, 'test/cli/golden/check.txt'))
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  })

  it('is coloured where that is asked for, and not without a terminal', async () => {
    const { stdout } = await folder.run(['check', 'a'], { env: { FORCE_COLOR: '1' } })
    await expect(stdout).toMatchFileSnapshot(join(CHECKOUT, 'test/cli/golden/check-coloured.txt'))
    const plain = (await check('a')).stdout
    expect(plain).not.toContain('\u001b')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of.
    expect(stdout.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain)
    expect((await folder.run(['check', 'a'], { env: { FORCE_COLOR: '0', NO_COLOR: '1' } })).stdout).toBe(plain)
  })

  it('is the same as JSON, and nothing else is on standard output', async () => {
    const { code, stdout, stderr } = await check('a', '-o', 'json')
    await expect(stdout).toMatchFileSnapshot(join(CHECKOUT, 'test/cli/golden/check.json'))
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    const [first] = JSON.parse(stdout).findings
    expect(Object.keys(first)).toEqual(['rule', 'class', 'decision', 'path', 'message', 'hint', 'condition', 'object', 'file', 'line', 'column'])
  })

  it('is judged in the cluster that all files make together', async () => {
    folder.put('b.yaml', `${SECRET}---\n${GRANT}`)
    expect(placesOf((await json('a')).findings).filter((place) => place.includes('missing-reference-grant'))).toHaveLength(2)
    expect(placesOf((await json('a', 'b.yaml')).findings).filter((place) => place.includes('missing-reference-grant'))).toEqual([])
  })

  it('is decided by the preset, the configuration and the implementations', async () => {
    const decisions = async (...args: string[]) => new Set((await json('a', ...args)).findings.map((f: { decision: string }) => f.decision))
    expect(await decisions()).toEqual(new Set(['deny']))
    expect(await decisions('--preset', 'warn-only')).toEqual(new Set(['warn']))
    folder.put('config.yaml', 'namespaces:\n  - names: [shop]\n    preset: warn-only\n    rules: { missing-reference-grant: off }\n')
    expect(await decisions('--config', 'config.yaml')).toEqual(new Set(['warn']))
    // That version lets both listeners be.
    expect(await decisions('--config', 'config.yaml', '--implementation', 'istio@1.29')).toEqual(new Set())
  })
})

describe('the exit code', () => {
  const findings = { none: SERVICE, warn: `${GATEWAY_CLASS}---\n${REFUSED_GATEWAY}`, deny: `${GATEWAY_CLASS}---\n${REFUSED_GATEWAY}` }
  test.each([
    ['none', undefined, 0],
    ['none', 'warn', 0],
    ['none', 'never', 0],
    ['warn', undefined, 0],
    ['warn', 'deny', 0],
    ['warn', 'warn', 1],
    ['warn', 'never', 0],
    ['deny', undefined, 1],
    ['deny', 'warn', 1],
    ['deny', 'never', 0],
  ] as const)('with findings that %s and --fail-on %s is %i, in every format', async (found, failOn, expected) => {
    folder.put('a.yaml', findings[found])
    const flags = [...(failOn ? ['--fail-on', failOn] : []), ...(found === 'warn' ? ['--preset', 'warn-only'] : [])]
    const formats = [[], ['-o', 'json'], ['-o', 'jsonl'], ['--each', '-o', 'json'], ['--each']]
    const codes = await Promise.all(formats.map(async (format) => (await check('a.yaml', ...flags, ...format)).code))
    expect(codes).toEqual(formats.map(() => expected))
  })

  test.each([
    [[], 'portcullis check: nothing to read: name files or folders, or - for standard input; see portcullis check --help\n'],
    [[''], 'portcullis check: a path is empty: name a file or folder; see portcullis check --help\n'],
    [['a.yaml', '-o', 'xml'], 'portcullis check: --output cannot be "xml": write text, json, jsonl; see portcullis check --help\n'],
    [['a.yaml', '--fail-on', 'error'], 'portcullis check: --fail-on cannot be "error": write deny, warn, never; see portcullis check --help\n'],
    [
      ['a.yaml', '--preset', 'strict'],
      'portcullis check: --preset cannot be "strict": write default, gitops, warn-only; see portcullis check --help\n',
    ],
    [['a.yaml', '--kubeconfig', 'x'], 'portcullis check: --kubeconfig goes with --from-cluster; see portcullis check --help\n'],
    [['a.yaml', '--from-cluster', '--kubeconfig', 'nowhere'], 'portcullis check: kubeconfig nowhere: there is no such file\n'],
    [['a.yaml', '--config', 'nowhere.yaml'], 'portcullis check: nowhere.yaml: there is no such configuration file\n'],
  ])('of %j is 2, with one line that says why', async (args, message) => {
    folder.put('a.yaml', SERVICE)
    expect(await check(...args)).toEqual({ code: 2, stdout: '', stderr: message })
  })
})

describe('input that is not as it should be', () => {
  // A Gateway that is refused stands beside each: the rest is judged all the same.
  const cases: [string, string | Uint8Array, RegExp][] = [
    ['YAML that cannot be parsed', 'kind: [\n', /^bad\.yaml:2:1: error: cannot be read as YAML: /m],
    ['a document without kind', 'apiVersion: v1\nmetadata: {name: a}\n', /^bad\.yaml:1:1: error: is no Kubernetes object: it has no kind$/m],
    ['a document that is text', 'hello\n', /^bad\.yaml:1:1: error: is the string "hello", not a Kubernetes object/m],
    ['a duplicate', GATEWAY_CLASS, /^bad\.yaml:1:1: error: GatewayClass edge is in a\.yaml:1 already: this one is left out$/m],
    [
      'a value of the wrong type',
      REFUSED_GATEWAY.replace('name: edge', 'name: other').replace('port: 443', 'port: "443"'),
      /^bad\.yaml:11:7: error: spec\.listeners\[0\]\.port must be a whole number, not the string "443"$/m,
    ],
    [
      'a list where a mapping belongs',
      REFUSED_GATEWAY.replace('name: edge', 'name: other').replace(/spec:.*/s, 'spec: []\n'),
      /^bad\.yaml:7:1: error: spec must be a mapping, not a list$/m,
    ],
    [
      'metadata of the wrong type',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: 7\n',
      /^bad\.yaml:4:3: error: metadata\.name must be a string, not the number 7: write "7" in quotes$/m,
    ],
    [
      'bytes that are no text',
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]),
      /^bad\.yaml: error: is no manifest: these bytes are no text in UTF-8$/m,
    ],
  ]
  test.each(cases)('%s: an error at its line, exit code 2, and the rest is judged', async (_, content, message) => {
    folder.put('a.yaml', `${GATEWAY_CLASS}---\n${REFUSED_GATEWAY}`)
    folder.put('bad.yaml', content)
    const { code, stdout, stderr } = await check('.')
    expect(stdout).toMatch(message)
    expect(stdout).toContain('[listener-conflict]')
    expect(stdout).toMatch(/, [12] errors?\n$/)
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    expect((await check('.', '--fail-on', 'never')).code).toBe(2)
    const report = await json('.')
    expect(report).toMatchObject({ code: 2, summary: { errors: 1 }, errors: [{ file: 'bad.yaml' }] })
    expect(report.findings.length).toBeGreaterThan(0)
  })

  test('an empty folder, a path and a glob that match nothing', async () => {
    mkdirSync(join(folder.path, 'empty'))
    const { code, stdout } = await check('empty', 'nowhere.yaml', '*.json')
    expect(code).toBe(2)
    expect(stdout).toBe(
      'empty: error: holds no manifest (*.yaml, *.yml, *.json)\n\n*.json: error: matches no file and no folder\n\nnowhere.yaml: error: there is no such file or folder\n\n0 objects in 1 file: no findings, 3 errors\n',
    )
  })

  test('a folder that holds itself is read once', async () => {
    folder.put('a/b/service.yaml', SERVICE)
    symlinkSync(join(folder.path, 'a'), join(folder.path, 'a/b/round'))
    expect(await check('a')).toEqual({ code: 0, stdout: '1 object in 1 file: no findings\n', stderr: '' })
  })

  test('a line of ten million characters', async () => {
    folder.put('a.yaml', `apiVersion: v1\nkind: Service\nmetadata: { name: ${'x'.repeat(1e7)} }\n`)
    folder.put('b.yaml', `apiVersion: v1\nkind: ${'x'.repeat(1e7)}`)
    const { code, stdout } = await check('.')
    expect(code).toBe(2)
    expect(stdout.split('\n').at(-2)).toBe('1 object in 2 files: no findings, 1 error')
  })
})

describe('where it reads', () => {
  const good = '2 objects in 1 file: no findings\n'
  const text = `${GATEWAY_CLASS}---\n${SERVICE}`

  test('standard input', async () => {
    expect(await folder.run(['check', '-'], { input: text })).toEqual({ code: 0, stdout: good, stderr: '' })
    const { findings } = JSON.parse((await folder.run(['check', '-', '-o', 'json'], { input: `${GATEWAY_CLASS}---\n${REFUSED_GATEWAY}` })).stdout)
    expect(findings[0]).toMatchObject({ file: '<stdin>' })
    expect(await folder.run(['check', '-'], { input: '' })).toEqual({ code: 0, stdout: '0 objects in 1 file: no findings\n', stderr: '' })
  })

  test('JSON, a List, and comments alone', async () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }
    const list = { apiVersion: 'v1', kind: 'List', items: [service, { ...service, metadata: { name: 'b' } }] }
    folder.put('a.json', JSON.stringify(list))
    folder.put('b.yaml', '# nothing\n---\n---\n')
    expect(await check('.')).toEqual({ code: 0, stdout: '2 objects in 2 files: no findings\n', stderr: '' })
  })

  test('a glob; a file whose own name has such characters is that file', async () => {
    folder.put('x/1/a.yaml', text)
    folder.put('x/2/a.txt', 'no manifest: [')
    folder.put('x/node_modules/b.yaml', 'no manifest: [')
    folder.put('[a].yaml', SERVICE.replace('web', 'other'))
    expect(await check('x/**/*.yaml')).toEqual({ code: 0, stdout: good, stderr: '' })
    expect(await check('x/*/a.yaml', 'x/1/a.yaml', '[a].yaml')).toEqual({ code: 0, stdout: '3 objects in 2 files: no findings\n', stderr: '' })
  })

  test('each file as a cluster of its own: one line of JSON each, also for an empty one', async () => {
    folder.put('s/a.yaml', `${GATEWAY_CLASS}---\n${REFUSED_GATEWAY}`)
    folder.put('s/b.yaml', '')
    folder.put('s/c.yaml', `${GATEWAY_CLASS}---\n${SERVICE}`)
    folder.put('s/d.yaml', 'kind: [\n')
    const { code, stdout, stderr } = await check('--each', 's', '-o', 'json')
    const lines = stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { file: 's/a.yaml', summary: { files: 1, objects: 2, errors: 0 } },
      { file: 's/b.yaml', summary: { objects: 0, errors: 0 }, findings: [] },
      { file: 's/c.yaml', summary: { objects: 2, errors: 0 }, findings: [] },
      { file: 's/d.yaml', summary: { objects: 0, errors: 1 }, findings: [], errors: [{ line: 2, column: 1 }] },
    ])
    expect(lines[1]).toBe('{"file":"s/b.yaml","summary":{"files":1,"objects":0,"findings":0,"deny":0,"warn":0,"errors":0},"findings":[]}')
    expect(stderr).toMatch(/^s\/d\.yaml:2:1: cannot be read as YAML: [^\n]*\n$/)
    expect(code).toBe(2)
  })

  test('a Kustomize folder, rendered by the first renderer on the PATH; places are those of its file', async () => {
    folder.put('app/kustomization.yaml', 'resources: [gateway.yaml]\n')
    folder.put('app/gateway.yaml', 'not: read')
    const rendered = folder.put('rendered.yaml', `${GATEWAY_CLASS}---\n${REFUSED_GATEWAY}---\nkind: x\n`)
    const program = (name: string, script: string) => chmodSync(folder.put(`bin/${name}`, `#!/bin/sh\n${script}\n`), 0o755)
    const PATH = join(folder.path, 'bin')
    const run = (...args: string[]) => folder.run(['check', ...args, '-o', 'json'], { env: { PATH } })

    const without = await folder.run(['check', 'app', '-o', 'json'], { env: { PATH: join(folder.path, 'nowhere') } })
    expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('app/kustomization.yaml:1:1: needs kubectl or kustomize on the PATH') })

    program('kustomize', `test "$1 $2" = "build app" && /bin/cat ${rendered}`)
    const { code, stdout } = await run('app')
    expect(code).toBe(2)
    const report = JSON.parse(stdout)
    expect(report.errors).toEqual([
      {
        file: 'app/kustomization.yaml',
        line: 1,
        column: 1,
        message: 'is no Kubernetes object: it has no apiVersion (line 34 of what kustomize build renders)',
      },
    ])
    expect(new Set(placesOf(report.findings))).toEqual(
      new Set(['app/kustomization.yaml:1:1 listener-conflict deny', 'app/kustomization.yaml:1:1 missing-reference-grant deny']),
    )

    program('kubectl', 'echo "error: no such resource" >&2; exit 1')
    expect(JSON.parse((await run('app')).stdout).errors).toMatchObject([
      { message: 'cannot be rendered: kubectl kustomize says: error: no such resource' },
    ])

    const around = await folder.run(['check', '.'], { env: { PATH } })
    expect(around.stderr).toBe('app/kustomization.yaml is left out: to render it, name its folder itself\n')
  })
})

describe('what reads it', () => {
  test('may stop before the end: no crash', async () => {
    for (let n = 0; n < 40; n += 1) folder.put(`s/${n}.yaml`, `${GATEWAY_CLASS}---\n${REFUSED_GATEWAY}`)
    const command = `'${process.execPath}' '${join(CHECKOUT, 'src/main.ts')}' check --each s -o json | head -c 10`
    const child = spawn('/bin/bash', ['--norc', '-c', `set -o pipefail; ${command}; echo "codes \${PIPESTATUS[*]}"`], {
      cwd: folder.path,
      env: { PATH: '/usr/bin:/bin' },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    await once(child, 'close')
    expect(said).toMatch(/^\{"file":"scodes 1 0\n$/)
  })

  test.runIf(existsSync('/dev/full'))('may have no room: that is told', async () => {
    folder.put('a.yaml', SERVICE)
    const command = `'${process.execPath}' '${join(CHECKOUT, 'src/main.ts')}' check a.yaml > /dev/full; echo "code $?" >&2`
    const child = spawn('/bin/sh', ['-c', command], { cwd: folder.path, env: { PATH: '/usr/bin:/bin' } })
    const chunks: string[] = []
    child.stderr.setEncoding('utf8').on('data', (text: string) => chunks.push(text))
    await once(child, 'close')
    expect(chunks.join('')).toMatch(/^portcullis check: the output cannot be written: ENOSPC[^\n]*\ncode 2\n$/)
  })

  test('may be slow: all of it comes, whatever the exit code', async () => {
    for (let n = 0; n < 400; n += 1) folder.put(`s/${n}.yaml`, `${GATEWAY_CLASS}---\n${REFUSED_GATEWAY}`)
    const command = `'${process.execPath}' '${join(CHECKOUT, 'src/main.ts')}' check --each s -o json | (sleep 1; cat)`
    const child = spawn('/bin/sh', ['-c', command], { cwd: folder.path, env: { PATH: '/usr/bin:/bin' } })
    const chunks: string[] = []
    child.stdout.setEncoding('utf8').on('data', (text: string) => chunks.push(text))
    await once(child, 'close')
    const lines = chunks.join('').trimEnd().split('\n')
    expect(lines).toHaveLength(400)
    expect(new Set(lines.map((line) => JSON.parse(line).findings.length)).size).toBe(1)
  })

  test('Ctrl-C while it waits for standard input ends it', async () => {
    folder.put('app/kustomization.yaml', '')
    folder.put('a.yaml', SERVICE)
    const waiting = new Running(['check', '.', '-', '-o', 'json'], folder.path, { input: OPEN })
    // Said before anything is read.
    await waiting.says(/is left out/)
    expect(await waiting.stop('SIGINT')).toMatchObject({ code: 130, stdout: '' })
  })
})
