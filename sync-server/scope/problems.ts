/** Why a write was refused: a stable code, and words for the person who wrote it. Never anything of the document. */
export interface WriteProblem {
  code: string
  text: string
}

export const problems = {
  idMalformed: { code: 'document.id-malformed', text: 'Идентификатор документа должен иметь вид «тип:код»' },
  idType: { code: 'document.id-type', text: 'Идентификатор документа не соответствует его типу' },
  schema: { code: 'document.schema', text: 'Документ заполнен неверно, проверьте поля' },
  attachments: { code: 'document.attachments', text: 'Документы организации не хранят вложений' },
  roleForbidden: { code: 'scope.role', text: 'Ваша роль не позволяет записывать документы этого вида' },
  foreignPatient: { code: 'scope.patient', text: 'Пациент не относится к вашим населённым пунктам' },
  foreignClinic: { code: 'scope.foreign-clinic', text: 'Документ принадлежит другой организации' },
  foreignAuthor: { code: 'scope.foreign-author', text: 'Автор документа не числится в этой организации' },
  foreignSignature: { code: 'scope.foreign-signature', text: 'Подпись документа не принадлежит его автору' },
  signatureAltered: {
    code: 'signature.altered',
    text: 'Электронная подпись не соответствует документу: он изменён после подписания',
  },
  signatureForeignKey: {
    code: 'signature.foreign-key',
    text: 'Документ подписан ключом другого сотрудника',
  },
  signatureEndedKey: {
    code: 'signature.ended-key',
    text: 'Документ подписан ключом, который к этому времени уже не действовал',
  },
  signatureRequired: {
    code: 'signature.required',
    text: 'Организация принимает новые документы только с электронной подписью',
  },
  visitImmutable: { code: 'visit.signed-immutable', text: 'Подписанное посещение нельзя изменить' },
  prescriptionImmutable: {
    code: 'prescription.signed-immutable',
    text: 'В подписанном рецепте можно изменить только его статус и отметки об отпуске',
  },
  otherPaper: {
    code: 'document-reference.other-paper',
    text: 'У файла в карте меняются подпись и отметка об ошибке, но не сам файл и не пациент; удалить его нельзя',
  },
  feldsherPayment: {
    code: 'prescription.feldsher-payment',
    text: 'Фельдшер может выписать рецепт только с оплатой полной стоимости (постановление № 99)',
  },
  consentImmutable: {
    code: 'consent.immutable',
    text: 'Записанное согласие, отказ или ограничение нельзя изменить или убрать, только завершить',
  },
  groundRole: {
    code: 'consent.ground-role',
    text: 'Законное основание вопреки отказу записывает руководитель или администратор',
  },
  feldsherControlled: {
    code: 'prescription.feldsher-controlled',
    text: 'Фельдшер не выписывает наркотические и психотропные средства (постановление № 99)',
  },
  dispensingOnly: {
    code: 'prescription.dispensing-only',
    text: 'Аптека отмечает только отпуск по действующему рецепту',
  },
} as const satisfies Record<string, WriteProblem>
