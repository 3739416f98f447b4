import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findingLine, oneLine } from '../../src/report/line.ts'
import { findingWarning, fitWarnings, runes, VALIDATE_BUDGET, WARNING_RUNES } from '../../src/webhook/warnings.ts'
import { callWebhook, deliver } from '../support/admission-caller.ts'
import { finding, judgeOf, review } from '../support/reviews.ts'
import { startWebhook } from '../support/webhook-under-test.ts'

// All of UTF-16, lone surrogates and control characters included, and long enough to be cut.
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))).map((units) => units.join('')),
)
const anyFinding = fc.record({ path: anyText, message: anyText, hint: anyText }).map((texts) => finding({ decision: 'warn', ...texts }))

describe('a finding in one line', () => {
  it('names rule, place, what is wrong and what would be right', () => {
    expect(findingLine(finding())).toBe('[listener-conflict] spec.listeners[1]: it conflicts with listener "http"; give it another port')
    expect(findingLine(finding({ path: '', hint: '' }))).toBe('[listener-conflict] it conflicts with listener "http"')
  })

  it('is one line for a terminal, whatever it quotes', () => {
    expect(oneLine('a\r\nb\u001b[31mc\u2028d\u202ee\u0085f\ud800g')).toBe('a b [31mc d e f\ufffdg')
    fc.assert(
      fc.property(anyFinding, (any) => {
        const line = findingLine(any)
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
        expect(line.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('warnings', () => {
  it('reach the user whole: none dropped or cut by the API server, every finding shown or counted', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 60 }), fc.integer({ min: 600, max: VALIDATE_BUDGET }), (findings, budget) => {
        const lines = findings.map(findingWarning)
        const { texts, leftOut } = fitWarnings(lines, budget, 'see the log')
        expect(deliver([...texts])).toEqual(texts)
        expect(texts.reduce((sum, text) => sum + runes(text), 0)).toBeLessThanOrEqual(budget)
        const fit = lines.reduce((sum, line) => sum + runes(line), 0) <= budget
        for (const text of texts) {
          if (!fit) expect(runes(text)).toBeLessThanOrEqual(WARNING_RUNES)
          expect(text).toMatch(/^portcullis/)
        }
        const shown = leftOut.length === 0 ? texts.length : texts.length - 1
        expect(shown + leftOut.length).toBe(new Set(lines).size)
        if (leftOut.length > 0) expect(texts.at(-1)).toMatch(new RegExp(`^portcullis: ${leftOut.length} more warnings? left out; see the log$`))
      }),
    )
  })

  it('stay whole while all of them fit', () => {
    const lines = [`portcullis ${'a'.repeat(1000)}`, `portcullis ${'b'.repeat(1000)}`]
    expect(fitWarnings(lines, VALIDATE_BUDGET, '')).toEqual({ texts: lines, leftOut: [] })
  })

  it('are cut with an ellipsis between characters, not inside one', () => {
    const { texts } = fitWarnings([`portcullis ${'🚪'.repeat(300)}`, '🚪'.repeat(256)], 540, '')
    expect(texts.map(runes)).toEqual([256, 256])
    expect(texts[0]).toMatch(/🚪…$/u)
    expect(texts[1]).toBe('🚪'.repeat(256))
  })

  it('are said once', () => {
    expect(fitWarnings(['a', 'b', 'a'], VALIDATE_BUDGET, '').texts).toEqual(['a', 'b'])
  })

  it('that do not fit are in the log, as the last one says', async () => {
    await using webhook = await startWebhook()
    webhook.judge = judgeOf(
      Array.from({ length: 64 }, (_, index) => finding({ decision: 'warn', path: `spec.listeners[${index}]`, hint: 'x'.repeat(100) })),
    )
    const sent = review()
    const { warnings } = await callWebhook(webhook, '/validate', sent)
    const left = 64 - (warnings.length - 1)
    expect(warnings.at(-1)).toBe(`portcullis: ${left} more warnings left out; they are in its log under review ${sent.request.uid}`)
    expect(webhook.logged).toMatchObject([{ level: 'info', uid: sent.request.uid, warnings: { length: left } }])
    const dry = await callWebhook(webhook, '/validate', review({ dryRun: true }))
    expect(dry.warnings.at(-1)).toBe(`portcullis: ${left} more warnings left out; they show when these are resolved`)
  })
})
