import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyCrds, type Bundle } from '../support/crds.ts'
import { describeOnControlPlane } from '../support/on-control-plane.ts'
import { answeredCalls, awaitCalls, startPortcullis } from '../support/portcullis.ts'
import { type Installation, installBase } from '../support/registration.ts'
import type { Serve } from '../support/serve.ts'
import { fittingTutorials, tutorial, tutorialFile } from '../support/tutorials.ts'

const WITHIN_MS = 60_000
const GATEWAY_API = 'gateway.networking.k8s.io/'

/** Every tutorial that fits the CRDs is admitted, and what its page says does not work is refused. */
export function describeTutorials(bundle: Bundle): void {
  const tutorials = fittingTutorials(bundle)

  describeOnControlPlane(`the tutorials with the CRDs of ${bundle}`, (plane) => {
    let installation: Installation
    let serve: Serve | undefined

    beforeAll(async () => {
      await applyCrds(plane(), bundle)
      installation = await installBase(plane())
    }, WITHIN_MS)
    afterAll(async () => void (await serve?.stop()))

    async function serveWithPreset(preset: string): Promise<void> {
      await serve?.stop()
      serve = await startPortcullis(plane(), installation, { args: ['--preset', preset] })
      await awaitCalls(plane())
    }

    /** Removes what is reviewed; a Namespace would never end without a controller manager. */
    async function clear(name: string): Promise<void> {
      const reviewed = (await tutorial(name)).filter(({ apiVersion }) => apiVersion.startsWith(GATEWAY_API))
      await plane().kubectl.must(['delete', '--ignore-not-found', '-f', '-'], { stdin: reviewed.map(({ text }) => text).join('\n---\n') })
    }

    async function validations(): Promise<number> {
      const calls = [...(await answeredCalls(plane()))]
      return calls.filter(([name]) => name.startsWith('validate')).reduce((sum, [, count]) => sum + count, 0)
    }

    describe('under the preset gitops', () => {
      beforeAll(async () => await serveWithPreset('gitops'), WITHIN_MS)

      it.each(tutorials)('%s is admitted in file order', async (name) => {
        const before = await validations()
        const { code, stdout, stderr } = await plane().kubectl.run(['apply', '-f', tutorialFile(name)])
        expect(stderr).not.toContain('denied the request')
        expect(code, stderr).toBe(0)
        const documents = await tutorial(name)
        expect(stdout.trimEnd().split('\n')).toHaveLength(documents.length)
        const reviewed = documents.filter(({ apiVersion }) => apiVersion.startsWith(GATEWAY_API))
        expect((await validations()) - before).toBe(reviewed.length)
        await clear(name)
      })
    })

    describe('under the preset default', () => {
      beforeAll(async () => await serveWithPreset('default'), WITHIN_MS)

      it.each(tutorials)('%s is admitted where the rest of it is there', async (name) => {
        const { kubectl } = plane()
        await kubectl.must(['apply', '-f', tutorialFile(name)])
        // An update is refused only for what it makes worse: only a new object is judged in full.
        for (const { apiVersion, title, text } of await tutorial(name)) {
          if (!apiVersion.startsWith(GATEWAY_API)) continue
          const { code, stdout, stderr } = await kubectl.run(['replace', '--force', '-f', '-'], { stdin: text })
          expect(stdout, title).toContain('deleted')
          expect(code, `${title}: ${stderr}`).toBe(0)
        }
        const again = await kubectl.run(['apply', '--server-side', '--force-conflicts', '-f', tutorialFile(name)])
        expect(again.code, again.stderr).toBe(0)
        await clear(name)
      })

      it('each document of refused-kong is refused on top of kong-2.6', async () => {
        const { kubectl } = plane()
        await kubectl.must(['apply', '-f', tutorialFile('kong-2.6')])
        for (const { title, text } of await tutorial('refused-kong')) {
          const { code, stderr } = await kubectl.run(['apply', '-f', '-'], { stdin: text })
          expect(code, title).toBe(1)
          expect(stderr, title).toMatch(/^Error from server \(Forbidden\): .*admission webhook "[^"]+" denied the request: /ms)
        }
        await clear('kong-2.6')
      })
    })
  })
}
