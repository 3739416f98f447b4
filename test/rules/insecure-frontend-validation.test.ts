import { describe, expect, it } from 'vitest'
import { insecureFrontendValidation } from '../../src/rules/gateway/insecure-frontend-validation.ts'
import { inGateway, paths } from './places.ts'

const listeners = [{ name: 'a', port: 443, protocol: 'HTTPS' }]
const validation = (mode?: string) => ({ validation: { caCertificateRefs: [], ...(mode && { mode }) } })
const tls = (mode: string | undefined, ...perPort: (string | undefined)[]) => ({
  frontend: { default: validation(mode), perPort: perPort.map((one, index) => ({ port: 443 + index, tls: validation(one) })) },
})

describe('insecure-frontend-validation', () => {
  it('tells the default and each port, with the condition', () => {
    const findings = inGateway(insecureFrontendValidation, {
      listeners,
      tls: tls('AllowInsecureFallback', 'AllowValidOnly', 'AllowInsecureFallback'),
    })
    expect(paths(findings)).toEqual(['spec.tls.frontend.default.validation.mode', 'spec.tls.frontend.perPort[1].tls.validation.mode'])
    expect(findings[0]).toMatchObject({
      class: 'odd',
      condition: { type: 'InsecureFrontendValidationMode', status: 'True', reason: 'ConfigurationChanged' },
    })
  })

  it('finds nothing where only valid clients are let in, which is the default', () => {
    expect(inGateway(insecureFrontendValidation, { listeners, tls: tls('AllowValidOnly', undefined) })).toEqual([])
    expect(inGateway(insecureFrontendValidation, { listeners, tls: {} })).toEqual([])
  })
})
