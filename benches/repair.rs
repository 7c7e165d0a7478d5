//! The repair stage alone, in bytes of input a second: clean English, clean Arabic, damaged lines.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use encoding_rs::WINDOWS_1252;
use isnad::repair;
use std::hint::black_box;

/// About this much text for each measurement.
const BYTES: usize = 1 << 20;

const ENGLISH: &str = "\
The council met on Tuesday to discuss the repair of the old water line between the two villages.
Nobody at the office could say when the second half of the funds would be paid out.
A teacher who has worked there since 2004 said the roof of the school had leaked for three winters.
“We were told to wait,” she said, “and then we were told that the file had been lost.”
Bread cost 400 pounds in March; by the end of August the same loaf was sold for 1,150.
See the minutes of the meeting of 14 May 2019, p. 7, and the letter of the district head (annex 3).
Farmers on the eastern bank had sold their pumps, and the canal has been dry ever since.
The road over the pass is closed from December to the middle of April in most years.
According to the survey, two out of five wells no longer give water in summer.
Some families moved to the coast, others to relatives in the capital, and a few went abroad.
The clinic is open on Sundays and Wednesdays, but the doctor comes only once a month.
The mayor denied that any money was missing and promised to publish the accounts.
In the old quarter, café owners have put chairs on the pavement again.
Most of the olive trees on the slope are more than two hundred years old.
The report lists 38 villages by name, with their population in 2004 and 2010.
Electricity comes for two hours in the morning and four hours at night.
Her brother drives a minibus between the harbour and the market every day.
No one has counted the houses that were damaged in the flood of January 2019.
The bakery reopened in autumn with help from a fund set up by former pupils.
Salaries are paid in cash, usually between the 5th and the 10th of the month.
It is not clear who signed the order, or whether it was ever carried out.
The bridge carries about 900 vehicles a day, a third of them lorries.
Two engineers from the water board inspected the spring and took samples.
Questions? Write to office@example.org or see https://www.example.org/reports?year=2021&lang=en.
";

const ARABIC: &str = "\
اجتمع المجلس يوم الثلاثاء لبحث إصلاح خط المياه القديم بين القريتين.
لم يستطع أحد في المكتب أن يقول متى سيُدفع النصف الثاني من المبلغ.
قالت معلمة تعمل هناك منذ عام 2004 إن سقف المدرسة يسرّب الماء منذ ثلاثة فصول شتاء.
«قيل لنا أن ننتظر»، كما أضافت، «ثم قيل لنا إن الملف قد ضاع».
كان سعر الخبز 400 ليرة في آذار، وفي نهاية آب بيع الرغيف نفسه بـ 1150 ليرة.
انظر محضر الاجتماع المؤرخ في 14 أيار 2019، ص 7، ورسالة رئيس الناحية (الملحق 3).
باع المزارعون على الضفة الشرقية مضخاتهم، والقناة جافة منذ ذلك الحين.
يُغلق الطريق فوق الممر من كانون الأول حتى منتصف نيسان في معظم السنوات.
وفقًا للمسح، لم تعد بئران من كل خمس آبار تعطي ماءً في الصيف.
انتقلت بعض الأسر إلى الساحل، وأخرى إلى أقاربها في العاصمة، وسافر قليل منها إلى الخارج.
العيادة مفتوحة يومي الأحد والأربعاء، لكن الطبيب لا يأتي إلا مرة في الشهر.
نفى رئيس البلدية أن تكون هناك أموال مفقودة ووعد بنشر الحسابات.
في الحي القديم أعاد أصحاب المقاهي الكراسي إلى الرصيف.
معظم أشجار الزيتون على السفح عمرها أكثر من مئتي عام.
يورد التقرير أسماء 38 قرية مع عدد سكانها في عامي 2004 و2010.
تأتي الكهرباء ساعتين في الصباح وأربع ساعات في الليل.
يقود أخوها حافلة صغيرة بين المرفأ والسوق كل يوم.
لم يُحصِ أحد البيوت التي تضررت في فيضان كانون الثاني 2019.
أعيد فتح المخبز في الخريف بمساعدة صندوق أنشأه تلاميذ سابقون.
تُدفع الرواتب نقدًا، عادةً بين الخامس والعاشر من الشهر.
ليس واضحًا من وقّع الأمر، ولا ما إذا كان قد نُفّذ أصلًا.
تعبر الجسر نحو 900 مركبة في اليوم، ثلثها شاحنات.
فحص مهندسان من مؤسسة المياه النبع وأخذا عينات منه.
هل لديكم أسئلة؟ اكتبوا إلى مكتب البلدية أو راجعوا التقرير السنوي لعام ٢٠٢١.
";

/// UTF-8 read as windows-1252, line by line.
fn damaged(text: &str) -> String {
    text.lines().map(|line| WINDOWS_1252.decode_without_bom_handling(line.as_bytes()).0.into_owned() + "\n").collect()
}

fn repair(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("repair");
    group.sample_size(10);
    for (name, text) in [("clean English", ENGLISH), ("clean Arabic", ARABIC), ("damaged", &damaged(ARABIC))] {
        let text = text.repeat(BYTES / text.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| repair::repair(black_box(&text))));
    }
    group.finish();
}

criterion_group!(benches, repair);
criterion_main!(benches);
