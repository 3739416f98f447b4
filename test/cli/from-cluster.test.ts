import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { snapshot } from '../../src/cli/input/live.ts'
import { KINDS, type Kind } from '../../src/gateway/kinds.ts'
import { layered } from '../../src/gateway/layered.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'
import type { AnyObject } from '../../src/gateway/objects.ts'
import { FakeApiServer, refuse } from '../support/fake-api-server.ts'
import { Folder, GATEWAY_CLASS, GRANT, REFUSED_GATEWAY } from './folder.ts'

const GROUP = 'gateway.networking.k8s.io'

describe('files laid over a live cluster', () => {
  let folder: Folder
  let server: FakeApiServer
  beforeEach(async () => {
    folder = new Folder()
    server = await FakeApiServer.start()
    for (const { group, versions, plural, kind } of KINDS) if (group === GROUP) server.serve(group, [...versions], plural, kind)
    folder.put(
      'kubeconfig',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'c',
        clusters: [{ name: 'c', cluster: { server: server.url } }],
        users: [{ name: 'u', user: {} }],
        contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
      }),
    )
    server.put('gatewayclasses', { metadata: { name: 'edge' }, spec: { controllerName: 'istio.io/gateway-controller' } })
    server.put('namespaces', { metadata: { name: 'shop' } })
  })
  afterEach(async () => {
    await server.stop()
    folder.remove()
  })
  const check = async (...args: string[]) => {
    const { code, stdout, stderr } = await folder.run(['check', ...args, '--from-cluster', '--kubeconfig', 'kubeconfig', '-o', 'json'])
    expect(stderr).toBe('')
    const { findings, summary } = JSON.parse(stdout) as { findings: { rule: string; decision: string }[]; summary: { objects: number } }
    return { code, objects: summary.objects, found: new Set(findings.map(({ rule, decision }) => `${rule} ${decision}`)) }
  }

  test('the class is the cluster’s, and only what the files hold is judged', async () => {
    server.put('gateways', { metadata: { name: 'other', namespace: 'shop' }, spec: {} })
    folder.put('a.yaml', REFUSED_GATEWAY)
    expect(await check('a.yaml')).toEqual({ code: 1, objects: 1, found: new Set(['listener-conflict deny', 'missing-reference-grant deny']) })
    folder.put('b.yaml', GRANT)
    // The grant is there now, and with it what it permits to say: the certificate is not.
    expect((await check('a.yaml', 'b.yaml')).found).toEqual(new Set(['listener-conflict deny', 'certificate-missing warn']))
  })

  test('what the object in the cluster has as well is no reason to refuse the change', async () => {
    folder.put('a.yaml', REFUSED_GATEWAY)
    const listener = (name: string) => ({
      name,
      port: 443,
      protocol: 'HTTPS',
      hostname: 'a.example',
      tls: { certificateRefs: [{ name: 'cert', namespace: 'certificates' }] },
    })
    server.put('gateways', {
      metadata: { name: 'edge', namespace: 'shop' },
      spec: { gatewayClassName: 'edge', listeners: [listener('one'), listener('two')] },
    })
    expect(await check('a.yaml')).toEqual({ code: 0, objects: 1, found: new Set(['listener-conflict warn', 'missing-reference-grant warn']) })
  })

  test('a cluster that does not answer in time is named, with what it did not say', async () => {
    server.fault(/services\?/, (_, response) => refuse(response, 500, 'InternalError'), 1000)
    const stop = new AbortController().signal
    const asked = snapshot({ kubeconfig: join(folder.path, 'kubeconfig'), env: {}, stop, patience: 3000 })
    await expect(asked).rejects.toThrow(`${server.url} could not be read within 3 s: Service not listed`)
  })

  test('a class in a file wins over the cluster’s', async () => {
    folder.put('a.yaml', `${REFUSED_GATEWAY}---\n${GATEWAY_CLASS.replace('istio.io/gateway-controller', 'nobody.example/knows')}`)
    expect((await check('a.yaml')).found).not.toContain('listener-conflict deny')
  })
})

describe('the layered view', () => {
  const gateway = (name: string, className: string) =>
    ({
      apiVersion: `${GROUP}/v1`,
      kind: 'Gateway',
      metadata: { namespace: 'a', name },
      spec: { gatewayClassName: className, listeners: [] },
    }) as AnyObject
  const store = (...gateways: AnyObject[]) => {
    const made = new ObjectStore({ state: 'listed' })
    made.replace('Gateway', gateways)
    return made
  }
  const names = (view: ReturnType<typeof layered>, className: string) => {
    const listing = view.gatewaysOfClass(className)
    return listing.state === 'known' ? listing.items.map(({ metadata }) => metadata.name) : listing.state
  }

  test('what is laid over takes the place of what it is laid over, also where it moves', () => {
    const view = layered(store(gateway('x', 'one'), gateway('y', 'one')), store(gateway('x', 'two')))
    expect(names(view, 'one')).toEqual(['y'])
    expect(names(view, 'two')).toEqual(['x'])
    expect(view.get('Gateway', 'a', 'x')).toMatchObject({ object: { spec: { gatewayClassName: 'two' } } })
    expect(view.get('Gateway', 'a', 'y').state).toBe('found')
    expect(view.get('Gateway', 'a', 'z').state).toBe('absent')
    expect([...(view.all?.('Gateway') ?? [])].map(({ metadata, spec }) => `${metadata.name} ${spec.gatewayClassName}`)).toEqual(['y one', 'x two'])
  })

  test('what the cluster does not know stays unknown', () => {
    const view = layered(new ObjectStore({ state: 'unknown', why: 'no right to read' }), store(gateway('x', 'one')))
    expect(names(view, 'one')).toBe('unknown')
    expect(view.get('Gateway', 'a', 'x').state).toBe('found')
    for (const kind of ['Gateway', 'Secret'] as Kind[]) expect(view.get(kind, 'a', 'z').state).toBe('unknown')
  })
})
