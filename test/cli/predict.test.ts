import { loadAll } from 'js-yaml'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PREDICT_HELP } from '../../src/cli/predict/flags.ts'
import { Folder, GATEWAY_CLASS, GRANT, SERVICE } from './folder.ts'

const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec:
  gatewayClassName: edge
  listeners: [{ name: http, port: 80, protocol: HTTP }]
`
const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  rules: [{ backendRefs: [{ name: web, port: 80 }] }]
`
const SHOP = [GATEWAY_CLASS, SERVICE, GATEWAY, ROUTE].join('---\n')

interface Shown {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly status: {
    readonly conditions?: { type: string; status: string }[]
    readonly listeners?: unknown[]
    readonly parents?: { conditions: { type: string; status: string }[] }[]
  }
}

describe('portcullis predict', () => {
  let folder: Folder
  beforeEach(() => {
    folder = new Folder()
  })
  afterEach(() => folder.remove())
  const predict = (...args: string[]) =>
    folder.run(['predict', ...args, '--implementation', 'gateway-api@1.7', '--implementation', 'envoy-gateway@1.9'])
  const edge = (text: string) => text.replace('istio.io/gateway-controller', 'gateway.envoyproxy.io/gatewayclass-controller')

  test('shows the objects with the status that their controllers would write, in the order in which they are given', async () => {
    folder.put('a.yaml', edge(SHOP))
    const { code, stdout, stderr } = await predict('a.yaml')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const shown = loadAll(stdout) as Shown[]
    expect(shown.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`)).toEqual([
      'GatewayClass /edge',
      'Gateway shop/edge',
      'HTTPRoute shop/web',
    ])
    expect(shown[0]?.status.conditions).toContainEqual({ type: 'Accepted', status: 'True', reason: 'Accepted' })
    expect(shown[1]?.status.listeners).toMatchObject([
      { name: 'http', attachedRoutes: 1, supportedKinds: expect.arrayContaining([{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }]) },
    ])
    expect(shown[2]?.status.parents).toMatchObject([
      { parentRef: { name: 'edge' }, conditions: expect.arrayContaining([{ type: 'Accepted', status: 'True', reason: 'Accepted' }]) },
    ])
    const json = JSON.parse((await predict('a.yaml', '-o', 'json')).stdout)
    expect(json).toEqual({ apiVersion: 'v1', kind: 'List', items: shown })
  })

  test('as lines: one for the cluster, or with --each one for each file, also an empty one', async () => {
    folder.put('s/a.yaml', edge(SHOP))
    folder.put('s/b.yaml', '')
    const { stdout } = await predict('s', '-o', 'jsonl')
    const [line, ...more] = stdout.trimEnd().split('\n')
    expect(more).toEqual([])
    const { file, status } = JSON.parse(line ?? '')
    expect(file).toBe('s')
    expect(status.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`)).toEqual([
      'GatewayClass edge',
      'Gateway edge',
      'HTTPRoute web',
    ])
    expect(status[1].listeners[0].supportedKinds).toContain('HTTPRoute')
    for (const format of ['json', 'jsonl']) {
      const each = await predict('--each', 's', '-o', format)
      expect(each.stdout).toBe(`${JSON.stringify({ file: 's/a.yaml', status })}\n{"file":"s/b.yaml","status":[]}\n`)
      expect({ code: each.code, stderr: each.stderr }).toEqual({ code: 0, stderr: '' })
    }
  })

  test('with --each in YAML says which file it is', async () => {
    folder.put('s/a.yaml', edge(GATEWAY_CLASS))
    folder.put('s/b.yaml', SERVICE)
    folder.put('s/c.yaml', edge(GATEWAY_CLASS))
    const { stdout } = await predict('--each', 's')
    expect(stdout.match(/^# .*$/gm)).toEqual(['# s/a.yaml', '# s/c.yaml'])
    expect(loadAll(stdout)).toHaveLength(2)
  })

  test('exits 0 also where all goes wrong, and says what gets no status', async () => {
    folder.put('a.yaml', `${ROUTE}---\n${GRANT}`)
    const { code, stdout, stderr } = await folder.run(['predict', 'a.yaml'])
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr: '1 object gets no status: its controller is not known here, or its status is not predicted yet\n',
    })
  })

  test('exits 2 where some of the input is unusable, and predicts the rest; standard output stays clean', async () => {
    folder.put('a.yaml', `${edge(GATEWAY_CLASS)}---\nkind: [\n`)
    for (const format of ['yaml', 'json', 'jsonl']) {
      const { code, stdout, stderr } = await predict('a.yaml', 'nowhere.yaml', '-o', format)
      expect({ code, stderr: stderr.replace(/YAML: .*/, 'YAML') }).toEqual({
        code: 2,
        stderr: 'a.yaml:9:1: cannot be read as YAML\nnowhere.yaml: there is no such file or folder\n',
      })
      expect(format === 'yaml' ? loadAll(stdout) : [JSON.parse(stdout)]).toHaveLength(1)
      expect(stdout).toContain('Accepted')
    }
  })

  test.each([
    [['a.yaml', '-o', 'text'], 'portcullis predict: --output cannot be "text": write yaml, json, jsonl; see portcullis predict --help\n'],
    [[], 'portcullis predict: nothing to read: name files or folders, or - for standard input; see portcullis predict --help\n'],
    [['a.yaml', '--config', 'nowhere'], 'portcullis predict: nowhere: there is no such configuration file\n'],
  ])('%j cannot be carried out: exit code 2', async (args, message) => {
    expect(await folder.run(['predict', ...args])).toEqual({ code: 2, stdout: '', stderr: message })
  })

  test('reads standard input, and tells its flags', async () => {
    const { code, stdout } = await folder.run(['predict', '-', '-o', 'jsonl'], { input: edge(GATEWAY_CLASS) })
    expect({ code, file: JSON.parse(stdout).file }).toEqual({ code: 0, file: '-' })
    expect((await folder.run(['predict', '--help'])).stdout).toBe(PREDICT_HELP)
  })
})
