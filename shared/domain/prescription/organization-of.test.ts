import { describe, expect, it } from 'vitest'
import { organizationOf } from './organization-of.ts'

const facilities = [
  { id: 'facility:crb', name: 'ЦРБ', kind: 'hospital' as const, payerNumber: '100325912', address: 'г. П.' },
  {
    id: 'facility:amb',
    name: 'Амбулатория',
    kind: 'ambulatory' as const,
    partOf: 'facility:crb',
    phone: '1',
  },
  { id: 'facility:fap', name: 'ФАП', kind: 'station' as const, partOf: 'facility:amb', address: 'д. Л.' },
]

describe('the head of a printed document', () => {
  it('names the organisation at the top and the unit with its own address', () => {
    expect(organizationOf({ facilities, facilityId: 'facility:fap' })).toEqual({
      id: 'facility:crb',
      name: 'ЦРБ',
      address: 'г. П.',
      payerNumber: '100325912',
      unitName: 'ФАП',
      unitAddress: 'д. Л.',
    })
  })

  it('names no unit for the organisation itself and nothing for an unknown one', () => {
    expect(organizationOf({ facilities, facilityId: 'facility:crb' })).not.toHaveProperty('unitName')
    expect(organizationOf({ facilities, facilityId: 'facility:x' })).toBeUndefined()
    expect(organizationOf({ facilities, facilityId: 'facility:fap' }, 'facility:amb')).toMatchObject({
      unitName: 'Амбулатория',
      phone: '1',
    })
  })

  it('ends even where facilities point in a circle', () => {
    const circle = [{ ...facilities[0]!, partOf: 'facility:crb' }]
    expect(organizationOf({ facilities: circle, facilityId: 'facility:crb' })?.name).toBe('ЦРБ')
  })
})
