import type { Facility, Profile } from '../../contract/api.ts'
import type { Prescription } from './prescription.schema.ts'

/**
 * What is printed in the head of a document: the organisation, and the remote unit with its own name and address
 * after it (instruction 1/1 of 31.01.2019). Undefined when the profile does not know the facility.
 */
export function organizationOf(
  profile: Pick<Profile, 'facilities' | 'facilityId'>,
  facilityId = profile.facilityId,
): Prescription['organization'] {
  const find = (id: string | undefined): Facility | undefined =>
    profile.facilities.find((facility) => facility.id === id)
  const unit = find(facilityId)
  if (!unit) return undefined
  let top = unit
  // A wrong record may point in a circle; no clinic is deeper than this.
  for (let depth = 0; depth < 5; depth++) top = find(top.partOf) ?? top
  const phone = unit.phone ?? top.phone
  return {
    id: top.id,
    name: top.name,
    ...(top.address ? { address: top.address } : {}),
    ...(top.payerNumber ? { payerNumber: top.payerNumber } : {}),
    ...(unit.id === top.id ? {} : { unitName: unit.name }),
    ...(unit.id === top.id || !unit.address ? {} : { unitAddress: unit.address }),
    ...(phone ? { phone } : {}),
  }
}
