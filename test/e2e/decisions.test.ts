import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { ControlPlane } from '../support/control-plane/start.ts'
import { applyCrds } from '../support/crds.ts'
import { expectGolden, Transcript } from '../support/golden.ts'
import { describeOnControlPlane } from '../support/on-control-plane.ts'
import { awaitCalls, startPortcullis } from '../support/portcullis.ts'
import { type Installation, installBase } from '../support/registration.ts'
import type { Serve } from '../support/serve.ts'
import { tutorialFile } from '../support/tutorials.ts'

const FOLDER = join(import.meta.dirname, 'decisions')
const WITHIN_MS = 60_000

/** What a person sees for one decision, with every command that can bring the bad object about. */
async function everyWay({ kubectl }: ControlPlane, decision: string, kind: string, name: string): Promise<Transcript> {
  const cwd = join(FOLDER, decision)
  if (existsSync(join(cwd, 'scene.yaml'))) await kubectl.must(['apply', '--server-side', '-f', 'scene.yaml'], { cwd })
  await kubectl.must(['delete', '--ignore-not-found', '-f', 'good.yaml'], { cwd })
  const terminal = new Transcript(kubectl, { cwd })
  await terminal.run('apply -f bad.yaml')
  await terminal.run('apply --server-side -f bad.yaml')
  await terminal.run('apply --dry-run=server -f bad.yaml')
  await terminal.run('apply -f good.yaml')
  await terminal.run('apply -f bad.yaml')
  await terminal.run('replace -f bad.yaml')
  await terminal.run(`patch ${kind} ${name} --type=merge --patch-file=bad-patch.yaml`)
  await terminal.run('delete -f good.yaml')
  return terminal
}

describeOnControlPlane('what a person sees', (plane) => {
  let installation: Installation
  let serve: Serve | undefined

  async function serveWith(args?: readonly string[]): Promise<void> {
    await serve?.stop()
    serve = await startPortcullis(plane(), installation, args ? { args } : {})
    await awaitCalls(plane())
  }

  beforeAll(async () => {
    await applyCrds(plane(), 'v1.7.0-standard')
    installation = await installBase(plane())
  }, WITHIN_MS)
  afterAll(async () => void (await serve?.stop()))

  describe('by default', () => {
    beforeAll(async () => {
      await serveWith()
      await plane().kubectl.must(['apply', '--server-side', '-f', tutorialFile('kong-2.6')])
    }, WITHIN_MS)

    it('when a match asks for query parameters', async () => {
      const terminal = await everyWay(plane(), 'unsupported-query-params', 'httproute', 'by-query')
      await expectGolden('unsupported-query-params', String(terminal))
    })

    it('when a class gets a second Gateway', async () => {
      const terminal = await everyWay(plane(), 'several-gateways', 'gateway', 'second')
      await expectGolden('several-gateways', String(terminal))
    })

    it('when a ReferenceGrant is missing, and when it comes and goes', async () => {
      const terminal = await everyWay(plane(), 'missing-reference-grant', 'httproute', 'cross')
      await terminal.run('apply -f grant.yaml')
      await terminal.run('apply -f granted.yaml')
      await terminal.run('delete -f grant.yaml')
      await terminal.run('delete -f granted.yaml')
      await expectGolden('missing-reference-grant', String(terminal))
    })

    it('when listeners clash', async () => {
      const terminal = await everyWay(plane(), 'conflicting-listeners', 'gateway', 'kong')
      await expectGolden('conflicting-listeners', String(terminal))
    })

    it('when an annotation is added for Kong', async () => {
      const terminal = new Transcript(plane().kubectl, { cwd: join(FOLDER, 'unmanaged-annotations') })
      const show = `get gatewayclass plain -o 'jsonpath={.metadata.annotations.konghq\\.com/gatewayclass-unmanaged}'`
      await terminal.run('apply --dry-run=server -f class.yaml')
      await terminal.run('apply -f class.yaml')
      await terminal.run(show)
      await terminal.run('apply --server-side --force-conflicts -f class.yaml')
      await terminal.run('replace -f class.yaml')
      await terminal.run(show)
      await terminal.run('patch gatewayclass plain --type=merge --patch-file=without-annotation.yaml')
      await terminal.run(show)
      await terminal.run('delete -f class.yaml')
      await expectGolden('unmanaged-annotations', String(terminal))
    })
  })

  describe('with kic@3.5', () => {
    it(
      'when a class gets a second Gateway',
      async () => {
        await serveWith(['--implementation', 'kic@3.5'])
        await plane().kubectl.must(['apply', '--server-side', '-f', tutorialFile('kong-2.6')])
        const terminal = await everyWay(plane(), 'several-gateways', 'gateway', 'second')
        await expectGolden('several-gateways-kic-3.5', String(terminal))
      },
      WITHIN_MS,
    )
  })
})
