/** Heart, vessels, blood: ATC C and B. */
export const innCardiovascular = `
лизиноприл|Lisinoprilum|C09AA03|ace-inhibitors||таблетки: 5 мг, 10 мг, 20 мг
эналаприл|Enalaprilum|C09AA02|ace-inhibitors||таблетки: 5 мг, 10 мг, 20 мг
каптоприл|Captoprilum|C09AA01|ace-inhibitors||таблетки: 25 мг, 50 мг
периндоприл|Perindoprilum|C09AA04|ace-inhibitors||таблетки: 4 мг, 5 мг, 8 мг, 10 мг
рамиприл|Ramiprilum|C09AA05|ace-inhibitors||таблетки: 2,5 мг, 5 мг, 10 мг; капсулы: 2,5 мг, 5 мг, 10 мг
фозиноприл|Fosinoprilum|C09AA09|ace-inhibitors||таблетки: 10 мг, 20 мг
лозартан|Losartanum|C09CA01|arbs||таблетки: 12,5 мг, 25 мг, 50 мг, 100 мг
валсартан|Valsartanum|C09CA03|arbs||таблетки: 40 мг, 80 мг, 160 мг
кандесартан|Candesartanum|C09CA06|arbs||таблетки: 8 мг, 16 мг, 32 мг
телмисартан|Telmisartanum|C09CA07|arbs||таблетки: 40 мг, 80 мг
ирбесартан|Irbesartanum|C09CA04|arbs||таблетки: 150 мг, 300 мг
амлодипин|Amlodipinum|C08CA01|calcium-channel-blockers||таблетки: 2,5 мг, 5 мг, 10 мг
нифедипин|Nifedipinum|C08CA05|calcium-channel-blockers||таблетки: 10 мг; таблетки с замедленным высвобождением: 20 мг, 30 мг
лерканидипин|Lercanidipinum|C08CA13|calcium-channel-blockers||таблетки: 10 мг, 20 мг
верапамил|Verapamilum|C08DA01|calcium-channel-blockers||таблетки: 40 мг, 80 мг; таблетки с замедленным высвобождением: 240 мг; раствор для инъекций: 2,5 мг/мл
дилтиазем|Diltiazemum|C08DB01|calcium-channel-blockers||таблетки: 60 мг, 90 мг
бисопролол|Bisoprololum|C07AB07|beta-blockers||таблетки: 2,5 мг, 5 мг, 10 мг
метопролол|Metoprololum|C07AB02|beta-blockers||таблетки: 25 мг, 50 мг, 100 мг; таблетки с замедленным высвобождением: 25 мг, 50 мг, 100 мг; раствор для инъекций: 1 мг/мл
карведилол|Carvedilolum|C07AG02|beta-blockers||таблетки: 6,25 мг, 12,5 мг, 25 мг
небиволол|Nebivololum|C07AB12|beta-blockers||таблетки: 5 мг
атенолол|Atenololum|C07AB03|beta-blockers||таблетки: 50 мг, 100 мг
пропранолол|Propranololum|C07AA05|beta-blockers||таблетки: 10 мг, 40 мг
соталол|Sotalolum|C07AA07|beta-blockers||таблетки: 80 мг, 160 мг
индапамид|Indapamidum|C03BA11|diuretics||таблетки: 2,5 мг; таблетки с замедленным высвобождением: 1,5 мг; капсулы: 2,5 мг
гидрохлоротиазид|Hydrochlorothiazidum|C03AA03|diuretics||таблетки: 25 мг, 100 мг
фуросемид|Furosemidum|C03CA01|diuretics||таблетки: 40 мг; раствор для инъекций: 10 мг/мл
торасемид|Torasemidum|C03CA04|diuretics||таблетки: 5 мг, 10 мг, 20 мг
спиронолактон|Spironolactonum|C03DA01|diuretics||таблетки: 25 мг; капсулы: 25 мг, 50 мг, 100 мг
эплеренон|Eplerenonum|C03DA04|diuretics||таблетки: 25 мг, 50 мг
ацетазоламид|Acetazolamidum|S01EC01|diuretics||таблетки: 250 мг
моксонидин|Moxonidinum|C02AC05|central-antihypertensives||таблетки: 0,2 мг, 0,3 мг, 0,4 мг
клонидин|Clonidinum|C02AC01|central-antihypertensives||таблетки: 0,075 мг, 0,15 мг; раствор для инъекций: 0,1 мг/мл
метилдопа|Methyldopum|C02AB01|central-antihypertensives||таблетки: 250 мг|Methyldopi
доксазозин|Doxazosinum|C02CA04|alpha-blockers||таблетки: 1 мг, 2 мг, 4 мг
урапидил|Urapidilum|C02CA06|alpha-blockers||раствор для внутривенного введения: 5 мг/мл
аторвастатин|Atorvastatinum|C10AA05|statins||таблетки: 10 мг, 20 мг, 40 мг, 80 мг
розувастатин|Rosuvastatinum|C10AA07|statins||таблетки: 5 мг, 10 мг, 20 мг, 40 мг
симвастатин|Simvastatinum|C10AA01|statins||таблетки: 10 мг, 20 мг, 40 мг
фенофибрат|Fenofibratum|C10AB05|fibrates||капсулы: 200 мг; таблетки: 145 мг
эзетимиб|Ezetimibum|C10AX09|lipid-lowering-other||таблетки: 10 мг
ацетилсалициловая кислота|Acidum acetylsalicylicum|B01AC06|nsaid||таблетки: 75 мг, 100 мг, 150 мг, 500 мг
клопидогрел|Clopidogrelum|B01AC04|antiplatelets||таблетки: 75 мг
тикагрелор|Ticagrelorum|B01AC24|antiplatelets||таблетки: 60 мг, 90 мг
варфарин|Warfarinum|B01AA03|anticoagulants||таблетки: 2,5 мг, 3 мг, 5 мг
ривароксабан|Rivaroxabanum|B01AF01|anticoagulants||таблетки: 2,5 мг, 10 мг, 15 мг, 20 мг
апиксабан|Apixabanum|B01AF02|anticoagulants||таблетки: 2,5 мг, 5 мг
дабигатрана этексилат|Dabigatranum etexilatum|B01AE07|anticoagulants||капсулы: 75 мг, 110 мг, 150 мг|Dabigatrani etexilati
гепарин|Heparinum|B01AB01|heparins||раствор для инъекций: 5000 МЕ/мл; гель для наружного применения: 1000 МЕ/г
эноксапарин натрия|Enoxaparinum natricum|B01AB05|heparins||раствор для инъекций: 20 мг/0,2 мл, 40 мг/0,4 мл, 60 мг/0,6 мл, 80 мг/0,8 мл
надропарин кальция|Nadroparinum calcicum|B01AB06|heparins||раствор для инъекций: 9500 МЕ анти-Xa/мл
дигоксин|Digoxinum|C01AA05|cardiac-glycosides||таблетки: 0,25 мг; раствор для инъекций: 0,25 мг/мл
амиодарон|Amiodaronum|C01BD01|antiarrhythmics||таблетки: 200 мг; раствор для инъекций: 50 мг/мл
пропафенон|Propafenonum|C01BC03|antiarrhythmics||таблетки: 150 мг, 300 мг
прокаинамид|Procainamidum|C01BA02|antiarrhythmics||раствор для инъекций: 100 мг/мл
нитроглицерин|Nitroglycerinum|C01DA02|nitrates||таблетки подъязычные: 0,5 мг; спрей подъязычный: 0,4 мг/доза
изосорбида динитрат|Isosorbidi dinitras|C01DA08|nitrates||таблетки: 10 мг, 20 мг; спрей подъязычный: 1,25 мг/доза
изосорбида мононитрат|Isosorbidi mononitras|C01DA14|nitrates||таблетки: 20 мг, 40 мг; капсулы с замедленным высвобождением: 50 мг
молсидомин|Molsidominum|C01DX12|nitrates||таблетки: 2 мг, 4 мг
ивабрадин|Ivabradinum|C01EB17|antianginals-other||таблетки: 5 мг, 7,5 мг
триметазидин|Trimetazidinum|C01EB15|antianginals-other||таблетки: 20 мг; таблетки с модифицированным высвобождением: 35 мг
мельдоний|Meldonium|C01EB22|antianginals-other||капсулы: 250 мг, 500 мг; раствор для инъекций: 100 мг/мл
эпинефрин|Epinephrinum|C01CA24|adrenergics||раствор для инъекций: 1 мг/мл
допамин|Dopaminum|C01CA04|adrenergics||концентрат для инфузий: 40 мг/мл
пентоксифиллин|Pentoxifyllinum|C04AD03|vasodilators||таблетки: 100 мг, 400 мг; раствор для инъекций: 20 мг/мл
винпоцетин|Vinpocetinum|N06BX18|vasodilators||таблетки: 5 мг, 10 мг; раствор для инъекций: 5 мг/мл
диосмин|Diosminum|C05CA03|venotonics||таблетки: 500 мг, 600 мг, 1000 мг
транексамовая кислота|Acidum tranexamicum|B02AA02|haemostatics||таблетки: 250 мг, 500 мг; раствор для инъекций: 50 мг/мл
этамзилат|Etamsylatum|B02BX01|haemostatics||таблетки: 250 мг; раствор для инъекций: 125 мг/мл
фолиевая кислота|Acidum folicum|B03BB01|vitamins||таблетки: 1 мг, 5 мг
цианокобаламин|Cyanocobalaminum|B03BA01|vitamins||раствор для инъекций: 0,2 мг/мл, 0,5 мг/мл
железа сульфат|Ferrosi sulfas|B03AA07|iron||таблетки: 80 мг, 100 мг
натрия хлорид|Natrii chloridum|B05BB01|infusions||раствор для инфузий: 0,9 %
декстроза|Dextrosum|B05BA03|infusions||раствор для инфузий: 5 %, 10 %, 40 %
`
