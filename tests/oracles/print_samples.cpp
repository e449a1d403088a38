// SPDX-License-Identifier: GPL-3.0-or-later
// print_samples FOLDER: writes the sample sheets there, plain and sealed, to be looked at and tried
// elsewhere.
#include "app/print/seal.h"
#include "tests/print/sample_sheets.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>

#include <cstdio>
#include <ctime>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file{path};
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

double cpuMilliseconds()
{
    return 1000.0 * double(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

int main(int argc, char* argv[])
{
    QGuiApplication application{argc, argv};
    if (argc != 2)
        return 2;
    const QDir folder{QString::fromLocal8Bit(argv[1])};
    const Instant now = fromSeconds(1809352511);
    const auto key = print::makeSealKey(u"Heron & Thimble"_s, now);
    if (!key)
        return 1;
    for (const int round : {1, 2}) {
        for (const test::SampleSheet& sheet : test::sampleSheets()) {
            const double before = cpuMilliseconds();
            const auto pdf = sheet.make();
            const double spent = cpuMilliseconds() - before;
            if (!pdf) {
                std::fprintf(stderr, "%s: %s\n", qPrintable(sheet.name), qPrintable(pdf.error().detail));
                return 1;
            }
            std::printf("%d %-28s %6.1f ms %7lld bytes\n", round, qPrintable(sheet.name), spent,
                        qlonglong(pdf->size()));
            const auto sealedPdf = print::seal(*pdf, *key, u"Signed by all parties"_s, now);
            if (!sealedPdf || !write(folder.filePath(sheet.name + ".pdf"_L1), *pdf) ||
                !write(folder.filePath(sheet.name + "-sealed.pdf"_L1), *sealedPdf)) {
                std::fprintf(stderr, "%s cannot be sealed or written\n", qPrintable(sheet.name));
                return 1;
            }
        }
    }
    return 0;
}
