import { type Fields, isRecord, records, text } from './shape.ts'

/** Whether labels satisfy a Kubernetes label selector; an empty selector matches all, a requirement with an unknown operator matches nothing. */
export function selectorMatches(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  if (!isRecord(selector)) return false
  const wanted = isRecord(selector.matchLabels) ? Object.entries(selector.matchLabels) : []
  return (
    wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    records(selector.matchExpressions).every((r) => requirementHolds(r, labels))
  )
}

function requirementHolds(requirement: Fields, labels: Readonly<Record<string, string>>): boolean {
  const key = text(requirement.key) ?? ''
  const has = Object.hasOwn(labels, key)
  const values: unknown[] = Array.isArray(requirement.values) ? requirement.values : []
  switch (requirement.operator) {
    case 'In':
      return has && values.includes(labels[key])
    case 'NotIn':
      return !has || !values.includes(labels[key])
    case 'Exists':
      return has
    case 'DoesNotExist':
      return !has
    default:
      return false
  }
}

/** Whether a label selector is there and can be read: each requirement has an operator that is known, with values just where it takes some. */
export function isSelector(selector: unknown): boolean {
  if (!isRecord(selector)) return false
  return records(selector.matchExpressions).every(({ key, operator, values }) => {
    const given = Array.isArray(values) ? values.length : 0
    if (typeof key !== 'string' || key === '') return false
    return operator === 'In' || operator === 'NotIn' ? given > 0 : (operator === 'Exists' || operator === 'DoesNotExist') && given === 0
  })
}
