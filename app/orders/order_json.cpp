// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders/order_json.h"

#include <QJsonArray>

#include <limits>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const Discount& discount)
{
    return {{u"milliPercent"_s, discount.milliPercent}, {u"minor"_s, discount.minor}};
}

QJsonObject toJson(const Tax& tax)
{
    return {
        {u"name"_s, tax.name}, {u"category"_s, toWord(tax.category)}, {u"milliPercent"_s, tax.milliPercent}};
}

QJsonObject toJson(const OrderLine& line)
{
    return {{u"product"_s, line.product},
            {u"title"_s, line.title},
            {u"details"_s, line.details},
            {u"unit"_s, line.unit},
            {u"milliQuantity"_s, line.milliQuantity},
            {u"unitPrice"_s, line.unitPrice},
            {u"discount"_s, toJson(line.discount)},
            {u"tax"_s, toJson(line.tax)}};
}

/// The fields of one object; keeps the first complaint and what was asked for.
class Reader
{
    // First, because those below learn its type from it.
    template <class Read>
    auto inside(QLatin1StringView key, Read read)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isObject())
            complain(key, u"must be an object"_s);
        Reader reader{value.toObject(), pathOf(key), *m_problem};
        auto result = read(reader);
        reader.refuseUnknown();
        return result;
    }

public:
    Reader(QJsonObject object, QString path, QString& problem)
        : m_object{std::move(object)}
        , m_path{std::move(path)}
        , m_problem{&problem}
    {
    }

    QString text(QLatin1StringView key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isString())
            complain(key, u"must be a text in quotes"_s);
        return value.toString();
    }

    bool flag(QLatin1StringView key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool())
            complain(key, u"must be true or false"_s);
        return value.toBool();
    }

    qint64 integer(QLatin1StringView key, qint64 otherwise, qint64 most = std::numeric_limits<qint64>::max())
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return otherwise;
        // toInteger gives its argument back for whatever is no whole number that fits.
        const qint64 number = value.toInteger(0);
        if (!value.isDouble() || number != value.toInteger(1) || number > most || number < -most)
            complain(key, u"must be a whole number that fits"_s);
        return number;
    }

    QDate day(QLatin1StringView key)
    {
        const QString written = text(key);
        const QDate day = written.size() == 10 ? QDate::fromString(written, Qt::ISODate) : QDate{};
        if (!written.isEmpty() && !day.isValid())
            complain(key, u"must be a day like 2027-05-31"_s);
        return day;
    }

    Discount discount(QLatin1StringView key)
    {
        return inside(key, [](Reader& reader) {
            return Discount{int(reader.integer("milliPercent"_L1, 0, std::numeric_limits<int>::max())),
                            reader.integer("minor"_L1, 0)};
        });
    }

    Tax tax(QLatin1StringView key)
    {
        return inside(key, [](Reader& reader) {
            Tax tax;
            tax.name = reader.text("name"_L1);
            const QString word = reader.text("category"_L1);
            const auto category = word.isEmpty() ? tax.category : taxCategoryFromWord(word);
            if (!category)
                reader.complain("category"_L1, u"must be one of S, Z, E, AE and O"_s);
            tax.category = category.value_or(TaxCategory::OutsideScope);
            tax.milliPercent = int(reader.integer("milliPercent"_L1, 0, std::numeric_limits<int>::max()));
            return tax;
        });
    }

    std::vector<OrderLine> lines(QLatin1StringView key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isArray())
            complain(key, u"must be a list"_s);
        std::vector<OrderLine> lines;
        for (const QJsonValue one : value.toArray()) {
            const QString path = u"%1[%2]"_s.arg(pathOf(key)).arg(lines.size());
            if (!one.isObject())
                complainAt(path, u"must be an object"_s);
            Reader reader{one.toObject(), path, *m_problem};
            OrderLine line;
            line.product = reader.text("product"_L1);
            line.title = reader.text("title"_L1);
            line.details = reader.text("details"_L1);
            line.unit = reader.text("unit"_L1);
            line.milliQuantity = reader.integer("milliQuantity"_L1, 1'000);
            line.unitPrice = reader.integer("unitPrice"_L1, 0);
            line.discount = reader.discount("discount"_L1);
            line.tax = reader.tax("tax"_L1);
            reader.refuseUnknown();
            lines.push_back(std::move(line));
        }
        return lines;
    }

    void complain(QLatin1StringView key, const QString& sentence) { complainAt(pathOf(key), sentence); }

    void refuseUnknown()
    {
        for (const QString& key : m_object.keys()) {
            if (!m_known.contains(key))
                complainAt(pathOf(key), u"is no field of an order"_s);
        }
    }

private:
    QJsonValue take(QLatin1StringView key)
    {
        m_known.append(key);
        return m_object.value(key);
    }

    QString pathOf(const QString& key) const { return m_path.isEmpty() ? key : m_path + u'.' + key; }

    void complainAt(const QString& path, const QString& sentence)
    {
        if (m_problem->isEmpty())
            *m_problem = u"%1 %2."_s.arg(path, sentence);
    }

    QJsonObject m_object;
    QString m_path;
    QString* m_problem;
    QStringList m_known;
};

} // namespace

QJsonObject toJson(const OrderContent& content)
{
    QJsonArray lines;
    for (const OrderLine& line : content.lines)
        lines.append(toJson(line));
    return {{u"title"_s, content.title},
            {u"number"_s, content.number},
            {u"introduction"_s, content.introduction},
            {u"lines"_s, lines},
            {u"discount"_s, toJson(content.discount)},
            {u"currency"_s, content.currency.code()},
            {u"pricesIncludeTax"_s, content.pricesIncludeTax},
            {u"closing"_s, content.closing},
            {u"validUntil"_s,
             content.validUntil.isValid() ? content.validUntil.toString(Qt::ISODate) : QString{}},
            {u"needsAcceptance"_s, content.needsAcceptance}};
}

Result<OrderContent> orderContentFromJson(const QJsonObject& object)
{
    QString problem;
    Reader reader{object, {}, problem};
    OrderContent content;
    content.title = reader.text("title"_L1);
    content.number = reader.text("number"_L1);
    content.introduction = reader.text("introduction"_L1);
    content.lines = reader.lines("lines"_L1);
    content.discount = reader.discount("discount"_L1);
    const auto currency = Currency::fromText(reader.text("currency"_L1));
    if (!currency)
        reader.complain("currency"_L1, u"must be a code of ISO 4217, like EUR"_s);
    content.currency = currency.value_or(eur);
    content.pricesIncludeTax = reader.flag("pricesIncludeTax"_L1);
    content.closing = reader.text("closing"_L1);
    content.validUntil = reader.day("validUntil"_L1);
    content.needsAcceptance = reader.flag("needsAcceptance"_L1);
    reader.refuseUnknown();
    if (!problem.isEmpty())
        return fail(Fault::Invalid, problem);
    return content;
}

} // namespace foyer
