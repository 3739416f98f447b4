import { type Checked, countsOf, type PlacedFinding } from './checked.ts'

/**
 * The findings as JSON: indented, or with `file` as one line that begins with it. `errors` is there only where there are some; their number is
 * always in the summary.
 */
export function checkJson(checked: Checked, file?: string): string {
  const { findings, errors } = checked
  const report = {
    ...(file !== undefined && { file }),
    summary: countsOf(checked),
    findings: findings.map(findingJson),
    ...(errors.length > 0 && { errors }),
  }
  return `${JSON.stringify(report, undefined, file === undefined ? 2 : undefined)}\n`
}

function findingJson({ finding, object, file, line, column }: PlacedFinding): unknown {
  const { rule, class: class_, decision, path, message, hint, condition } = finding
  return { rule, class: class_, decision, path, message, hint, ...(condition && { condition: conditionJson(condition) }), object, file, line, column }
}

function conditionJson({ type, status, reason }: NonNullable<PlacedFinding['finding']['condition']>): unknown {
  return { type, status, reason }
}
