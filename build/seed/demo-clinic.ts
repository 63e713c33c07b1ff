import type { Facility, Profile } from '#shared/contract/api.ts'
import type { Author } from '#shared/domain/common/envelope.ts'

/** The demonstration clinic. All of it is fictional: organisation, district, staff, numbers. */
export const demoClinic: { id: string; database: string; title: string; facilities: Facility[] } = {
  id: 'demo',
  database: 'clinic-demo',
  title: 'УЗ «Приозёрская ЦРБ», Заречская врачебная амбулатория',
  facilities: [
    {
      id: 'facility:priozersk-crb',
      name: 'УЗ «Приозёрская ЦРБ»',
      kind: 'hospital',
      address: 'Витебская область, г.п. Приозёрск, ул. Больничная, 1',
      phone: '+375 2150 2-10-03',
      payerNumber: '399999991',
    },
    {
      id: 'facility:zarechye',
      name: 'Заречская врачебная амбулатория',
      kind: 'ambulatory',
      address: 'Приозёрский район, аг. Заречье, ул. Центральная, 12',
      phone: '+375 2150 3-41-20',
      partOf: 'facility:priozersk-crb',
    },
    {
      id: 'facility:lugovaya',
      name: 'ФАП д. Луговая',
      kind: 'station',
      address: 'Приозёрский район, д. Луговая, ул. Центральная, 5',
      phone: '+375 2150 3-52-17',
      partOf: 'facility:zarechye',
    },
    {
      id: 'facility:verhniy-bor',
      name: 'ФАП д. Верхний Бор',
      kind: 'station',
      address: 'Приозёрский район, д. Верхний Бор, ул. Лесная, 2',
      phone: '+375 2150 3-57-44',
      partOf: 'facility:zarechye',
    },
    {
      id: 'facility:ozertsy',
      name: 'ФАП д. Озерцы',
      kind: 'station',
      address: 'Приозёрский район, д. Озерцы, ул. Озёрная, 9',
      phone: '+375 2150 3-63-08',
      partOf: 'facility:zarechye',
    },
  ],
}

/** A member of the staff; all but the doctor and one feldsher have no account of their own. */
export interface StaffMember {
  author: Author
  position: string
  facilityId: string
}

const member = (
  id: string,
  name: string,
  role: Author['role'],
  position: string,
  facilityId: string,
): StaffMember => ({ author: { id: `practitioner:${id}`, name, role }, position, facilityId })

export const staff = {
  doctor: member(
    'demo-doctor',
    'Соколовская Ирина Викторовна',
    'doctor',
    'врач общей практики',
    'facility:zarechye',
  ),
  headDoctor: member(
    'demo-head-doctor',
    'Гриневич Елена Павловна',
    'head-doctor',
    'главный врач',
    'facility:priozersk-crb',
  ),
  registrar: member(
    'demo-registrar',
    'Дубовик Анна Сергеевна',
    'registrar',
    'медицинский регистратор',
    'facility:zarechye',
  ),
  pharmacist: member(
    'demo-pharmacist',
    'Лапицкая Ольга Николаевна',
    'pharmacist',
    'провизор',
    'facility:priozersk-crb',
  ),
  statistician: member(
    'demo-statistician',
    'Юркевич Галина Степановна',
    'statistician',
    'медицинский статистик',
    'facility:priozersk-crb',
  ),
  admin: member(
    'demo-admin',
    'Савич Павел Олегович',
    'admin',
    'инженер-программист',
    'facility:priozersk-crb',
  ),
  feldshers: [
    member(
      'demo-feldsher',
      'Мороз Татьяна Петровна',
      'feldsher',
      'фельдшер, заведующий ФАП',
      'facility:lugovaya',
    ),
    member(
      'feldsher-verhniy-bor',
      'Кулеш Николай Иванович',
      'feldsher',
      'фельдшер, заведующий ФАП',
      'facility:verhniy-bor',
    ),
    member(
      'feldsher-ozertsy',
      'Рыбак Светлана Михайловна',
      'feldsher',
      'фельдшер, заведующий ФАП',
      'facility:ozertsy',
    ),
  ],
}

export interface DemoAccount {
  user: string
  password: string
  /** Shown on the sign-in page of a demonstration. */
  title: string
  practitioner: Profile['practitioner']
  facilityId: string
}

const account = (user: string, title: string, of: StaffMember): DemoAccount => ({
  user,
  password: `demo-${user}`,
  title,
  practitioner: {
    id: of.author.id,
    name: of.author.name,
    role: user as Profile['practitioner']['role'],
    position: of.position,
  },
  facilityId: of.facilityId,
})

/** The demonstration's accounts; their passwords are no secret and open nothing but the demonstration clinic. */
export const demoAccounts: readonly DemoAccount[] = [
  account('doctor', 'Врач общей практики, амбулатория', staff.doctor),
  account('feldsher', 'Фельдшер, ФАП д. Луговая', staff.feldshers[0] as StaffMember),
  account('registrar', 'Регистратура', staff.registrar),
  account('head-doctor', 'Главный врач', staff.headDoctor),
  account('pharmacist', 'Провизор, отпуск по рецептам', staff.pharmacist),
  account('statistician', 'Статистик, без имён', staff.statistician),
  account('admin', 'Администратор', staff.admin),
]

/** The feldsher of a station; undefined for the ambulatory, where the doctor sees everybody. */
export const feldsherOf = (facilityId: string): StaffMember | undefined =>
  staff.feldshers.find((feldsher) => feldsher.facilityId === facilityId)

export function facilityById(id: string): Facility {
  const found = demoClinic.facilities.find((facility) => facility.id === id)
  if (!found) throw new Error(`assertion failed: no facility ${id} in the demonstration clinic`)
  return found
}
