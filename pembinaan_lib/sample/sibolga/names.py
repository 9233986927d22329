"""Which given and family names are common around Sibolga? Combined at random they belong to nobody."""

from __future__ import annotations

from pembinaan_lib.sample.names import Names

_MEN = """Agus Ahmad Andi Anton Arif Bambang Benny Binsar Budi Charles Daniel Darwin David Dedi Dody Edi Eko Erwin Fadli
Fajar Ferry Gunawan Hadi Halomoan Hamdan Hasan Hendra Heri Horas Ibrahim Ilham Imam Indra Irwan Iwan Jefri Johan Jonni
Joko Junaidi Kurnia Leonard Lukman Mangasi Marihot Martua Maruli Muhammad Mulyadi Nasrul Novri Pardamean Parlindungan
Paulus Poltak Rahmat Rama Ramli Ridwan Rizal Robert Roni Rudi Rusdi Sahat Saut Slamet Sofyan Sudirman Suharto Suryadi
Syahrial Syafrizal Tigor Togar Tumpal Udin Wahyu Wawan Yanto Yohanes Yusuf Zainal Zulkifli"""
_WOMEN = """Ade Aisyah Ani Anita Astuti Ayu Berliana Christina Debora Desi Dewi Dian Elfrida Elisabet Elvi Endang Erlina
Ernawati Eva Evi Fatimah Fitri Hanna Herlina Hotmaida Ida Indah Ira Irma Juliana Kartika Khairani Lasmaria Laila Lenni
Lestari Lina Lisbet Lusi Magdalena Maria Marlina Martha Maya Melati Mega Mei Murni Mutiara Nelly Netti Nina Ningsih
Novita Nur Nurhayati Nurlela Purnama Putri Rahmawati Rani Ratna Reni Ria Rina Risma Rohani Romauli Rosmawati Roslina
Ruth Santi Sari Siska Sinta Siti Sondang Sri Sulastri Susi Tetty Tiurma Uli Vera Wati Winda Yanti Yenni Yuli Yusni
Zahra"""
_MIDDLE = """Adi Aditya Anugrah Bakti Cahaya Candra Eka Gabe Hidayat Jaya Kristian Maulana Nauli Permata Perdana Pratama
Putra Rezeki Saputra Setia Surya Syah Tri Utama Wibowo Wira"""
_FAMILY = """Aritonang Batubara Caniago Daulay Gultom Hakim Harahap Hasibuan Hidayat Hutabarat Hutagalung Hutapea
Hutauruk Iskandar Koto Kurniawan Lubis Lumbantobing Manalu Manurung Marbun Matondang Nababan Nainggolan Nasution Nugroho
Pane Panggabean Pardede Pasaribu Piliang Pohan Pratiwi Purba Rahman Rambe Ritonga Sihombing Sihotang Silalahi Silitonga
Simamora Simanjuntak Simatupang Sinaga Siregar Sikumbang Sitompul Situmeang Situmorang Suryani Susanto Tambunan
Tampubolon Tanjung Telaumbanua Wijaya Waruwu Zebua"""
NAMES = Names(*(tuple(part.split()) for part in (_MEN, _WOMEN, _MIDDLE, _FAMILY)))
