// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/pdf_archive.h"

#include <QColorSpace>
#include <QFile>
#include <QXmlStreamWriter>

// Without its smart pointers of before C++11.
#define POINTERHOLDER_TRANSITION 4 // NOLINT(cppcoreguidelines-macro-usage)
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <exception>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

const QString rdf = u"http://www.w3.org/1999/02/22-rdf-syntax-ns#"_s;
const QString dc = u"http://purl.org/dc/elements/1.1/"_s;
const QString pdfaid = u"http://www.aiim.org/pdfa/ns/id/"_s;

/// An entry of a list in some languages or an order: <name><rdf:Kind><rdf:li>…
void writeList(QXmlStreamWriter& xml, const QString& name, const QString& kind, const QString& text)
{
    xml.writeStartElement(dc, name);
    xml.writeStartElement(rdf, kind);
    xml.writeStartElement(rdf, u"li"_s);
    if (kind == "Alt"_L1)
        xml.writeAttribute(u"xml:lang"_s, u"x-default"_s);
    xml.writeCharacters(text);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
}

/// XMP (ISO 16684-1) with the marks of PDF/A.
QByteArray metadataOf(const ArchiveDetails& details)
{
    QByteArray packet;
    QXmlStreamWriter xml{&packet};
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
    const QString meta = u"adobe:ns:meta/"_s;
    xml.writeNamespace(meta, u"x"_s);
    xml.writeStartElement(meta, u"xmpmeta"_s);
    xml.writeNamespace(rdf, u"rdf"_s);
    xml.writeStartElement(rdf, u"RDF"_s);
    xml.writeNamespace(pdfaid, u"pdfaid"_s);
    xml.writeNamespace(dc, u"dc"_s);
    xml.writeStartElement(rdf, u"Description"_s);
    xml.writeAttribute(rdf, u"about"_s, {});
    xml.writeTextElement(pdfaid, u"part"_s, u"3"_s);
    xml.writeTextElement(pdfaid, u"conformance"_s, u"B"_s);
    xml.writeTextElement(dc, u"format"_s, u"application/pdf"_s);
    writeList(xml, u"title"_s, u"Alt"_s, details.title);
    if (!details.author.isEmpty())
        writeList(xml, u"creator"_s, u"Seq"_s, details.author);
    if (!details.language.isEmpty())
        writeList(xml, u"language"_s, u"Bag"_s, details.language);
    xml.writeEndElement();
    if (details.describe)
        details.describe(xml);
    xml.writeEndElement();
    xml.writeEndElement();
    return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>" + packet +
           "\n<?xpacket end=\"r\"?>";
}

/// sRGB as the International Color Consortium published it and Qt carries it; where it does not, Qt's own.
QByteArray colourProfile()
{
    QFile file{u":/qpdf/sRGB2014.icc"_s};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QColorSpace{QColorSpace::SRgb}.iccProfile();
}

QPDFObjectHandle text(const QString& value)
{
    return QPDFObjectHandle::newUnicodeString(value.toStdString());
}

void addColours(QPDF& pdf)
{
    QPDFObjectHandle profile = QPDFObjectHandle::newStream(&pdf, colourProfile().toStdString());
    profile.getDict().replaceKey("/N", QPDFObjectHandle::newInteger(3));
    QPDFObjectHandle intent = QPDFObjectHandle::parse(
        "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) >>");
    intent.replaceKey("/DestOutputProfile", profile);
    pdf.getRoot().replaceKey("/OutputIntents", QPDFObjectHandle::newArray({pdf.makeIndirectObject(intent)}));
}

void addMetadata(QPDF& pdf, const ArchiveDetails& details)
{
    QPDFObjectHandle stream = QPDFObjectHandle::newStream(&pdf, metadataOf(details).toStdString());
    stream.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
    stream.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
    pdf.getRoot().replaceKey("/Metadata", stream);
    QPDFObjectHandle info = QPDFObjectHandle::newDictionary();
    info.replaceKey("/Title", text(details.title));
    if (!details.author.isEmpty())
        info.replaceKey("/Author", text(details.author));
    pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(info));
}

void addFile(QPDF& pdf, const AttachedFile& file)
{
    const std::string day = "D:" + file.day.toString(u"yyyyMMdd"_s).toStdString() + "000000Z";
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, file.bytes.toStdString());
    stream.setSubtype(file.type.toStdString()).setCreationDate(day).setModDate(day);
    auto specification = QPDFFileSpecObjectHelper::createFileSpec(pdf, file.name.toStdString(), stream);
    specification.setDescription(file.description.toStdString());
    QPDFObjectHandle object = specification.getObjectHandle();
    object.replaceKey("/AFRelationship", QPDFObjectHandle::newName("/Alternative"));
    QPDFEmbeddedFileDocumentHelper{pdf}.replaceEmbeddedFile(file.name.toStdString(), specification);
    pdf.getRoot().replaceKey("/AF", QPDFObjectHandle::newArray({object}));
    // Readers show the list of files, as somebody who gets an e-invoice expects.
    pdf.getRoot().replaceKey("/PageMode", QPDFObjectHandle::newName("/UseAttachments"));
}

} // namespace

Result<QByteArray> archivedPdf(const QByteArray& bytes, const ArchiveDetails& details)
{
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.setAttemptRecovery(false);
        pdf.processMemoryFile("sheet", bytes.constData(), std::size_t(bytes.size()));
        addColours(pdf);
        addMetadata(pdf, details);
        if (details.file)
            addFile(pdf, *details.file);
        QPDFWriter writer{pdf};
        writer.setOutputMemory();
        writer.setMinimumPDFVersion("1.7");
        writer.setObjectStreamMode(qpdf_o_disable);
        writer.setNewlineBeforeEndstream(true); // PDF/A wants it
        writer.setDeterministicID(true);
        writer.write();
        const auto buffer = writer.getBufferSharedPointer();
        return QByteArray{reinterpret_cast<const char*>(buffer->getBuffer()), qsizetype(buffer->getSize())};
    } catch (const std::exception& problem) {
        return fail(Fault::Invalid,
                    u"The PDF cannot be made fit to be kept: %1"_s.arg(QString::fromUtf8(problem.what())));
    }
}

} // namespace foyer::print
