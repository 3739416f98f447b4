import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ControlPlane, startControlPlane } from './control-plane/start.ts'

const START_WITHIN_MS = 120_000

/**
 * Like `describe`, with a control plane of its own that runs while the tests do. Where the programs for it cannot be had, the tests are
 * skipped with the reason in their title, or fail with it where PORTCULLIS_REQUIRE_CONTROL_PLANE=1 is set.
 */
export function describeOnControlPlane(name: string, define: (plane: () => ControlPlane) => void): void {
  const assets = inject('assets')
  if ('broken' in assets) {
    describe(name, () => {
      it('has a control plane to run on', () => expect.fail(assets.broken))
    })
    return
  }
  const absent = 'absent' in assets ? assets.absent : undefined
  describe.skipIf(absent !== undefined)(absent === undefined ? name : `${name} (skipped: ${absent})`, () => {
    let started: ControlPlane | undefined
    beforeAll(async () => {
      if ('folder' in assets) started = await startControlPlane(assets.folder)
    }, START_WITHIN_MS)
    afterAll(async () => await started?.stop(), START_WITHIN_MS)
    define(() => {
      if (!started) throw new Error('the control plane is there once the tests run, not while they are collected')
      return started
    })
  })
}
