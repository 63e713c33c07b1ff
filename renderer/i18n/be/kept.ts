import type { kept as model } from '../ru/kept.ts'

export const kept: typeof model = {
  state: {
    saved: 'Чарнавік захаваны {{time}}',
    saving: 'Захоўваецца…',
    failed: 'Чарнавік не захаваны: дыск не прыняў запіс. Не закрывайце акно, спроба паўторыцца сама.',
  },
  restored: 'Адноўлена тое, што вы ўвялі {{when}} і не захавалі',
  discard: 'Адкінуць',
  goOn: 'Працягнуць',
  dropped: 'Уведзенае адкінута',
  line: 'Не захавана: {{what}} ({{when}})',
  lineAbout: 'Не захавана: {{what}}, {{about}} ({{when}})',
  kinds: {
    'patient-form': 'змены ў карце',
    'new-patient': 'новая карта',
    allergy: 'алергія',
    condition: 'дыягназ у спісе праблем',
    consent: 'згода ці адмова',
    'consent-end': 'прычына адклікання згоды',
    restriction: 'абмежаванне апрацоўкі',
    'restriction-end': 'прычына зняцця абмежавання',
    ground: 'законная падстава',
    'visit-cancel': 'чаму прыём унесены памылкова',
    dispensing: 'водпуск лекаў',
    'prescription-cancel': 'прычына адмены рэцэпта',
    'file-words': 'апісанне файла',
    'file-retract': 'чаму файл унесены памылкова',
    glass: 'прычына адкрыцця карты',
    'hand-over': 'запіска калегу',
  },
}
