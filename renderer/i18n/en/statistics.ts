import type { statistics as ru } from '../ru/statistics.ts'

export const statistics: typeof ru = {
  title: 'Figures',
  about:
    'Counted over what this PC has got from the server: no names, addresses or days of birth. The dead and cards that were joined with another are not among the people.',
  people: 'Patients by age and sex',
  age: 'Age, years',
  male: 'Men',
  female: 'Women',
  other: 'Sex unknown',
  all: 'All',
  unknownAge: 'year of birth unknown',
  andOlder: '{{from}} and over',
  between: '{{from}}–{{to}}',
  records: 'Records',
  recordsSince: 'Records since {{month}}',
  older: 'Earlier ones are on the server; they can be fetched in the settings.',
  kinds: {
    visits: 'Visits',
    prescriptions: 'Prescriptions',
    conditions: 'Problems on the lists',
    immunizations: 'Vaccinations',
  },
}
