import { afterEach, expect, it } from 'vitest'
import { applyCrds } from '../support/crds.ts'
import { describeOnControlPlane } from '../support/on-control-plane.ts'
import { awaitCalls, startPortcullis } from '../support/portcullis.ts'
import { type Installation, install } from '../support/registration.ts'
import type { Serve } from '../support/serve.ts'
import { tutorial, tutorialFile } from '../support/tutorials.ts'

const WITHIN_MS = 150_000

describeOnControlPlane('serve --detect', (plane) => {
  let serve: Serve | undefined
  afterEach(async () => {
    await serve?.stop()
  }, WITHIN_MS)

  const metrics = async () => await (await fetch(`${serve?.healthUrl}/metrics`)).text()

  it(
    'judges by what a Deployment says, once the overlay gave it the right to look',
    async () => {
      const { kubectl } = plane()
      await applyCrds(plane(), 'v1.7.0-standard')
      const installation: Installation = await install(plane(), 'base')
      const create = ['create', '--dry-run=server', '-f', '-']
      await kubectl.must(['apply', '-f', tutorialFile('kong-2.6')])
      const query = (await tutorial('refused-kong')).find(({ text }) => text.includes('queryParams'))?.text ?? ''
      expect(query).not.toBe('')
      await kubectl.must(['create', 'namespace', 'kong'])
      const labels = { app: 'kong' }
      const containers = [
        { name: 'ingress-controller', image: 'kong/kubernetes-ingress-controller:3.5' },
        { name: 'proxy', image: 'kong:3.9', env: [{ name: 'KONG_ROUTER_FLAVOR', value: 'expressions' }] },
      ]
      const deployment = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'kong', namespace: 'kong' },
        spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
      }
      await kubectl.must(['create', '-f', '-'], { stdin: JSON.stringify(deployment) })

      // Without the right it says so and goes on.
      serve = await startPortcullis(plane(), installation, { args: ['--detect'] })
      await awaitCalls(plane())
      expect(serve.process.log).toContain('the right to list Deployments is missing (overlay detect brings it)')
      expect(await metrics()).not.toContain('portcullis_implementation_info{')
      expect((await kubectl.run(create, { stdin: query })).stderr).toContain('[unsupported-query-params]')
      await serve.stop()

      // They are registered by URL, which an apply would not take away.
      await kubectl.must(['delete', 'validatingwebhookconfiguration,mutatingwebhookconfiguration', 'portcullis'])
      const allowed = await install(plane(), 'overlays/detect')
      serve = await startPortcullis(plane(), allowed, { args: ['--detect'] })
      await awaitCalls(plane())
      expect(await metrics()).toContain(
        'portcullis_implementation_info{entry="kic@3.5,gatewayAlpha=false,routerFlavor=expressions",source="detected"} 1',
      )
      expect((await kubectl.run(create, { stdin: query })).stderr).not.toContain('[unsupported-query-params]')
      await serve.stop()

      // What is configured wins.
      serve = await startPortcullis(plane(), allowed, { args: ['--detect', '--implementation', 'kic@2.12'] })
      await awaitCalls(plane())
      expect((await kubectl.run(create, { stdin: query })).stderr).toContain('[unsupported-query-params]')
    },
    WITHIN_MS,
  )
})
