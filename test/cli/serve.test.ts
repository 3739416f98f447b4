import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHECKOUT, Running } from './program.ts'

const LOOPBACK = ['--bind', '127.0.0.1:0', '--health-bind', '127.0.0.1:0']

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-serve-'))
  cpSync(join(CHECKOUT, 'examples'), join(folder, 'examples'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true }))

const shell = async (command: string): Promise<string> => (await promisify(execFile)('/bin/sh', ['-c', command], { cwd: folder })).stdout

/** The banner's own command, with another example where one is named. */
const command = (serve: Running, review = 'missing-grant') => (/^curl .*$/m.exec(serve.stdout) as RegExpExecArray)[0].replace('missing-grant', review)
const ask = async (serve: Running, review?: string) =>
  (JSON.parse(await shell(command(serve, review))) as { response: { allowed: boolean; status?: { message: string } } }).response

describe('portcullis serve --cluster', () => {
  it('prints where it is, what it sees, and one command that shows a refusal', async () => {
    await using serve = new Running(['serve', '--cluster', 'examples/cluster', '--self-signed-dir', 'certs', ...LOOPBACK], folder)
    await serve.says(/^curl .*$/m)
    const lines = serve.stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(6)
    expect(serve.stdout).not.toMatch(/\p{Cc}(?<!\n)/u)
    expect(lines[2]).toBe('  2 GatewayClasses, 2 Gateways, 2 HTTPRoutes, 3 Namespaces, 3 Services')
    expect(await ask(serve)).toMatchObject({ allowed: false, status: { message: expect.stringContaining('[missing-reference-grant] ') } })
    expect(await ask(serve, 'conflicting-listeners')).toMatchObject({
      allowed: false,
      status: { message: expect.stringContaining('[listener-conflict] ') },
    })
    expect(await ask(serve, 'unsupported-query-params')).toMatchObject({
      allowed: false,
      status: { message: expect.stringContaining('[unsupported-query-params] ') },
    })
    expect(await ask(serve, 'good-route')).toMatchObject({ allowed: true })
    const [, health] = await serve.says(/health and metrics at (\S+)/)
    expect(await (await fetch(`${health}/readyz?verbose`)).text()).toBe('[+]certificate ok\n[+]shutdown ok\nreadyz check passed\n')
    expect(await (await fetch(`${health}/metrics`)).text()).toContain('portcullis_findings_total{rule="missing-reference-grant",decision="deny"} 1\n')
    expect(await serve.stop('SIGINT')).toMatchObject({ code: 0 })
  })

  it('picks up edits, and says what is wrong with a broken one while the rest stays', async () => {
    await using serve = new Running(['serve', '--cluster', 'examples/cluster', ...LOOPBACK], folder)
    await serve.says(/^curl /m)
    expect(await ask(serve)).toMatchObject({ allowed: false })
    const grant = join(folder, 'examples/cluster/grant.yaml')
    const [, yaml] = /this one would: (\{.*\})$/.exec((await ask(serve)).status?.message ?? '') as RegExpExecArray
    writeFileSync(grant, `${yaml}\n`)
    await serve.says(/was read again: 13 objects/)
    expect(await ask(serve)).toEqual({ uid: expect.any(String), allowed: true })
    writeFileSync(grant, 'kind: [\n')
    await serve.says(/grant\.yaml:2:1: cannot be read as YAML/)
    expect(await ask(serve)).toMatchObject({ allowed: true })
    rmSync(grant)
    await serve.says(/was read again: 12 objects/)
    expect(await ask(serve)).toMatchObject({ allowed: false })
  })

  it('rereads its configuration; a bad new one keeps the old and says where', async () => {
    const file = join(folder, 'config.yaml')
    writeFileSync(file, 'rules:\n  missing-reference-grant: off\n')
    await using serve = new Running(['serve', '--cluster', 'examples/cluster', '--config', 'config.yaml', ...LOOPBACK], folder)
    await serve.says(/^curl /m)
    expect(await ask(serve)).toEqual({ uid: expect.any(String), allowed: true })
    writeFileSync(file, 'rules:\n  missing-reference-grnat: off\n')
    await serve.says(/config\.yaml:2:3: .*missing-reference-grnat.*missing-reference-grant/)
    expect(await ask(serve)).toMatchObject({ allowed: true })
    writeFileSync(file, 'namespaces:\n  - names: [default]\n    rules:\n      missing-reference-grant: warn\n')
    await serve.says(/config\.yaml was read again and is in use/)
    expect(await ask(serve)).toMatchObject({
      allowed: true,
      warnings: [expect.stringMatching(/^portcullis \[missing-reference-grant\] .*kind: ReferenceGrant.*\}\}$/)],
    })
    writeFileSync(file, 'preset: gitops\nimplementations: [kic@3.5]\n')
    await serve.says(/in use.*in use/s)
    expect(await ask(serve)).toMatchObject({ allowed: true, warnings: [expect.any(String)] })
  })

  it('says so when the address is taken, and keeps no process behind', async () => {
    await using first = new Running(['serve', '--cluster', 'examples/cluster', ...LOOPBACK], folder)
    const [, host] = await first.says(/takes reviews at https:\/\/(\S+?);/)
    const second = new Running(['serve', '--cluster', 'examples/cluster', '--bind', host as string, '--health-bind', '127.0.0.1:0'], folder)
    expect(await second.ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `portcullis serve: the webhook cannot listen on ${host}: another process listens there\n`,
    })
  })

  it('serves the certificate of --tls-dir', async () => {
    await using own = new Running(['serve', '--cluster', 'examples/cluster', '--self-signed-dir', 'own', ...LOOPBACK], folder)
    await own.says(/^curl /m)
    await using serve = new Running(['serve', '--cluster', 'examples/cluster', '--tls-dir', 'own', ...LOOPBACK], folder)
    await serve.says(/^curl /m)
    const [, host] = await serve.says(/takes reviews at https:\/\/(\S+?);/)
    const status = await shell(`curl -sS --cacert own/ca.crt -o /dev/null -w '%{http_code}' https://${host}/validate`)
    expect(status).toBe('405')
    expect(readFileSync(join(folder, 'own/tls.crt'), 'utf8')).toContain('BEGIN CERTIFICATE')
  })
})
