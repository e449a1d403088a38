// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard.h"
#include "app/contacts/vcard_meaning.h"
#include "app/contacts/vcard_revision.h"
#include "app/contacts/vcard_vocabulary.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// A line end counts for itself. Source: RFC 6350 §3.2.
constexpr qsizetype octetsOfLine = 75;

void appendFolded(QByteArray& file, const QByteArray& line)
{
    qsizetype at = 0;
    qsizetype room = octetsOfLine;
    while (line.size() - at > room) {
        qsizetype end = at + room;
        while ((static_cast<unsigned char>(line[end]) & 0xc0) == 0x80)
            --end; // not inside a character of UTF-8
        file += line.sliced(at, end - at);
        file += "\r\n ";
        at = end;
        room = octetsOfLine - 1;
    }
    file += line.sliced(at);
    file += "\r\n";
}

QString withHyphens(const QString& date)
{
    const bool isDay = date.size() == 8 &&
                       std::all_of(date.begin(), date.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isDay ? date.first(4) + u'-' + date.sliced(4, 2) + u'-' + date.sliced(6) : date;
}

/// 3.0 has no word for the kind; Apple has two, and for the rest there is ours.
void renameKind(VcardLine& line)
{
    if (line.value == "org"_L1) {
        line.name = u"X-ABShowAs"_s;
        line.value = u"COMPANY"_s;
    } else {
        line.name = line.value == "group"_L1 ? u"X-ADDRESSBOOKSERVER-KIND"_s : u"X-FOYER-KIND"_s;
    }
}

/// `PHOTO:data:image/png;base64,iVB…` as `PHOTO;ENCODING=b;TYPE=PNG:iVB…`
void unpackData(VcardLine& line)
{
    constexpr QLatin1StringView scheme = "data:"_L1;
    constexpr QLatin1StringView marker = ";base64,"_L1;
    if (!line.value.startsWith(scheme, Qt::CaseInsensitive)) {
        const bool isAddress = line.value.contains("://"_L1) && !line.findParam("VALUE"_L1);
        if (isAddress)
            line.setParam("VALUE"_L1, {u"uri"_s}); // what 4.0 takes for granted
        return;
    }
    const qsizetype end = line.value.indexOf(marker);
    if (end < 0)
        return;
    const QString mediaType = line.value.sliced(scheme.size(), end - scheme.size());
    const bool isUnknown = mediaType == "application/octet-stream"_L1;
    const QString known = wordOfMediaType(mediaType);
    const QString word = known.isEmpty() ? mediaType : known;
    if ((!isUnknown && mediaTypeFromWord(word) != mediaType) || line.value.contains(u'%')) {
        line.setParam("VALUE"_L1, {u"uri"_s}); // more than TYPE can say
        return;
    }
    QStringList types;
    if (const VcardParam* type = line.findParam("TYPE"_L1))
        types = type->values;
    if (!isUnknown)
        types += word;
    line.setParam("VALUE"_L1, {});
    line.setParam("ENCODING"_L1, {u"b"_s});
    line.setParam("TYPE"_L1, types);
    line.value = line.value.sliced(end + marker.size());
}

void preferByType(VcardLine& line)
{
    if (line.preference() != 1)
        return;
    for (VcardParam& param : line.params) {
        if (param.name == "TYPE"_L1) {
            param.values += u"pref"_s;
            line.setParam("PREF"_L1, {});
            return;
        }
    }
    for (VcardParam& param : line.params) {
        if (param.name == "PREF"_L1)
            param = {u"TYPE"_s, {u"pref"_s}};
    }
}

VcardLine inVersion3(VcardLine line)
{
    if (isKindLine(line))
        renameKind(line);
    else if (line.name == "ANNIVERSARY"_L1)
        line.name = u"X-ANNIVERSARY"_s;
    else if (line.name == "TEL"_L1 && line.hasValueType("uri"_L1)) {
        if (const auto phone = phoneOf(line, {})) {
            line.value = escapedText(phone->number);
            line.setParam("VALUE"_L1, {});
        }
    } else if (shapeOf(line) == ValueShape::Binary) {
        unpackData(line);
    }
    if (line.name == "BDAY"_L1 || line.name == "X-ANNIVERSARY"_L1)
        line.value = withHyphens(line.value);
    preferByType(line);
    return line;
}

void appendCard(QByteArray& file, const VcardEntry& entry, VcardVersion version, const QSet<QString>& uids)
{
    file += version == VcardVersion::V4 ? "BEGIN:VCARD\r\nVERSION:4.0\r\n" : "BEGIN:VCARD\r\nVERSION:3.0\r\n";
    for (VcardLine& line : revisedLines(entry, version, uids)) {
        if (version == VcardVersion::V3)
            line = inVersion3(std::move(line));
        if (line.name == "X-ABLABEL"_L1)
            line.name = u"X-ABLabel"_s; // as Apple spells it
        appendFolded(file, toContentLine(line).toUtf8());
    }
    file += "END:VCARD\r\n";
}

} // namespace

QByteArray writeVcards(const std::vector<VcardEntry>& entries, VcardVersion version)
{
    QSet<QString> uids;
    for (const VcardEntry& entry : entries) {
        if (!entry.uid.isEmpty())
            uids.insert(entry.uid);
    }
    QByteArray file;
    for (const VcardEntry& entry : entries)
        appendCard(file, entry, version, uids);
    return file;
}

} // namespace foyer
