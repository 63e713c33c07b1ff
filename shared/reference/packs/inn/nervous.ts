/** Pain, nerves, mind: ATC M and N. P psychotropic, N narcotic, ? to be checked against the lists in force. */
export const innNervous = `
ибупрофен|Ibuprofenum|M01AE01|nsaid||таблетки: 200 мг, 400 мг; суспензия: 100 мг/5 мл; суппозитории ректальные: 60 мг
диклофенак|Diclofenacum|M01AB05|nsaid||таблетки: 25 мг, 50 мг, 100 мг; раствор для инъекций: 25 мг/мл; гель: 1 %, 5 %; суппозитории ректальные: 50 мг, 100 мг
кеторолак|Ketorolacum|M01AB15|nsaid||таблетки: 10 мг; раствор для инъекций: 30 мг/мл
кетопрофен|Ketoprofenum|M01AE03|nsaid||капсулы: 50 мг; таблетки: 100 мг; раствор для инъекций: 50 мг/мл; гель: 2,5 %
мелоксикам|Meloxicamum|M01AC06|nsaid||таблетки: 7,5 мг, 15 мг; раствор для инъекций: 10 мг/мл
нимесулид|Nimesulidum|M01AX17|nsaid||таблетки: 100 мг; гранулы для суспензии: 100 мг
напроксен|Naproxenum|M01AE02|nsaid||таблетки: 250 мг, 550 мг
ацеклофенак|Aceclofenacum|M01AB16|nsaid||таблетки: 100 мг
эторикоксиб|Etoricoxibum|M01AH05|nsaid||таблетки: 60 мг, 90 мг, 120 мг
индометацин|Indometacinum|M01AB01|nsaid||таблетки: 25 мг; мазь: 10 %
хондроитина сульфат|Chondroitini sulfas|M01AX25|chondroprotectors||капсулы: 250 мг; раствор для инъекций: 100 мг/мл
толперизон|Tolperisonum|M03BX04|muscle-relaxants||таблетки: 50 мг, 150 мг
тизанидин|Tizanidinum|M03BX02|muscle-relaxants||таблетки: 2 мг, 4 мг
баклофен|Baclofenum|M03BX01|muscle-relaxants||таблетки: 10 мг, 25 мг
метотрексат|Methotrexatum|L04AX03|antirheumatics||таблетки: 2,5 мг, 5 мг, 10 мг
гидроксихлорохин|Hydroxychloroquinum|P01BA02|antirheumatics||таблетки: 200 мг
парацетамол|Paracetamolum|N02BE01|analgesics||таблетки: 200 мг, 500 мг; сироп: 120 мг/5 мл; суппозитории ректальные: 80 мг, 170 мг, 330 мг
метамизол натрия|Metamizolum natricum|N02BB02|pyrazolones||таблетки: 500 мг; раствор для инъекций: 500 мг/мл
трамадол|Tramadolum|N02AX02|opioids|?|капсулы: 50 мг; раствор для инъекций: 50 мг/мл
морфин|Morphinum|N02AA01|opioids|N|раствор для инъекций: 10 мг/мл
тримеперидин|Trimeperidinum|N02AB|opioids|N|раствор для инъекций: 10 мг/мл, 20 мг/мл
фентанил|Fentanylum|N02AB03|opioids|N|система трансдермальная: 25 мкг/ч, 50 мкг/ч
суматриптан|Sumatriptanum|N02CC01|triptans||таблетки: 50 мг, 100 мг
лидокаин|Lidocainum|N01BB02|local-anaesthetics||раствор для инъекций: 20 мг/мл, 100 мг/мл; спрей: 10 %
прокаин|Procainum|N01BA02|local-anaesthetics||раствор для инъекций: 5 мг/мл, 20 мг/мл
диазепам|Diazepamum|N05BA01|benzodiazepines|P|таблетки: 5 мг; раствор для инъекций: 5 мг/мл
клоназепам|Clonazepamum|N03AE01|benzodiazepines|P|таблетки: 0,5 мг, 2 мг
алпразолам|Alprazolamum|N05BA12|benzodiazepines|P|таблетки: 0,25 мг, 0,5 мг, 1 мг
оксазепам|Oxazepamum|N05BA04|benzodiazepines|P|таблетки: 10 мг
фенобарбитал|Phenobarbitalum|N03AA02|barbiturates|P|таблетки: 50 мг, 100 мг
золпидем|Zolpidemum|N05CF02|hypnotics|P|таблетки: 10 мг
зопиклон|Zopiclonum|N05CF01|hypnotics|?|таблетки: 7,5 мг
гидроксизин|Hydroxyzinum|N05BB01|anxiolytics||таблетки: 25 мг
тофизопам|Tofisopamum|N05BA23|anxiolytics|?|таблетки: 50 мг
галоперидол|Haloperidolum|N05AD01|antipsychotics||таблетки: 1,5 мг, 5 мг; раствор для инъекций: 5 мг/мл
хлорпромазин|Chlorpromazinum|N05AA01|antipsychotics||таблетки: 25 мг, 100 мг; раствор для инъекций: 25 мг/мл
хлорпротиксен|Chlorprothixenum|N05AF03|antipsychotics||таблетки: 15 мг, 50 мг
сульпирид|Sulpiridum|N05AL01|antipsychotics||капсулы: 50 мг; таблетки: 200 мг
кветиапин|Quetiapinum|N05AH04|antipsychotics||таблетки: 25 мг, 100 мг, 200 мг
рисперидон|Risperidonum|N05AX08|antipsychotics||таблетки: 1 мг, 2 мг, 4 мг
амитриптилин|Amitriptylinum|N06AA09|antidepressants||таблетки: 10 мг, 25 мг
сертралин|Sertralinum|N06AB06|antidepressants||таблетки: 50 мг, 100 мг
эсциталопрам|Escitalopramum|N06AB10|antidepressants||таблетки: 10 мг, 20 мг
флуоксетин|Fluoxetinum|N06AB03|antidepressants||капсулы: 20 мг
пароксетин|Paroxetinum|N06AB05|antidepressants||таблетки: 20 мг
карбамазепин|Carbamazepinum|N03AF01|antiepileptics||таблетки: 200 мг; таблетки с замедленным высвобождением: 200 мг, 400 мг
вальпроевая кислота|Acidum valproicum|N03AG01|antiepileptics||таблетки: 300 мг, 500 мг; сироп: 50 мг/мл
ламотриджин|Lamotriginum|N03AX09|antiepileptics||таблетки: 25 мг, 50 мг, 100 мг
леветирацетам|Levetiracetamum|N03AX14|antiepileptics||таблетки: 250 мг, 500 мг, 1000 мг
топирамат|Topiramatum|N03AX11|antiepileptics||таблетки: 25 мг, 50 мг, 100 мг
габапентин|Gabapentinum|N03AX12|antiepileptics|?|капсулы: 100 мг, 300 мг, 400 мг
прегабалин|Pregabalinum|N03AX16|antiepileptics|?|капсулы: 75 мг, 150 мг, 300 мг
леводопа + карбидопа|Levodopum + Carbidopum|N04BA02|antiparkinson||таблетки: 250 мг + 25 мг
леводопа + бенсеразид|Levodopum + Benserazidum|N04BA02|antiparkinson||таблетки: 100 мг + 25 мг, 200 мг + 50 мг
тригексифенидил|Trihexyphenidylum|N04AA01|antiparkinson|?|таблетки: 2 мг
амантадин|Amantadinum|N04BB01|antiparkinson||таблетки: 100 мг
пирацетам|Piracetamum|N06BX03|nootropics||таблетки: 200 мг, 400 мг, 800 мг, 1200 мг; раствор для инъекций: 200 мг/мл
цитиколин|Citicolinum|N06BX06|nootropics||раствор для инъекций: 125 мг/мл, 250 мг/мл; раствор для приёма внутрь: 100 мг/мл
донепезил|Donepezilum|N06DA02|antidementia||таблетки: 5 мг, 10 мг
мемантин|Memantinum|N06DX01|antidementia||таблетки: 10 мг, 20 мг
бетагистин|Betahistinum|N07CA01|antivertigo||таблетки: 8 мг, 16 мг, 24 мг
циннаризин|Cinnarizinum|N07CA02|antivertigo||таблетки: 25 мг
неостигмина метилсульфат|Neostigmini metilsulfas|N07AA01|anticholinesterases||таблетки: 15 мг; раствор для инъекций: 0,5 мг/мл
магния сульфат|Magnesii sulfas|A12CC02|minerals||раствор для инъекций: 250 мг/мл
`
